"""A message as an e-mail: plain text, the same in HTML, and the appointment as a calendar file.

multipart/mixed
    multipart/alternative
        text/plain
        text/html
        text/calendar; method=REQUEST     what mail programs turn into buttons
    application/ics                       what everybody else can open
"""

import hashlib
import re
import unicodedata
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import attrs
from jinja2 import Environment, PackageLoader, StrictUndefined

from askpro.adapters.mail.invitation import invitation, method_of
from askpro.domain.notices.notice import Message
from askpro.ports.messenger import Undeliverable

LONGEST_HEADER = 200
LONGEST_ADDRESS = 254
_WORD = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
_ADDRESS = re.compile(rf"{_WORD}(?:\.{_WORD})*@{_LABEL}(?:\.{_LABEL})*")
_SEVEN_BITS = SMTP.clone(cte_type="7bit")  # not every server on the way takes eight
_TEMPLATES = Environment(
    loader=PackageLoader("askpro.adapters.mail"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
)


def compose(message: Message, sender: str, at: datetime) -> EmailMessage:
    """The finished e-mail, whose Message-ID is made from the message's key.

    Raises:
        Undeliverable: The recipient is no e-mail address.
    """
    mail = EmailMessage(policy=_SEVEN_BITS)
    mail["From"] = Address(_display_name(message.sender_name), addr_spec=sender)
    mail["To"] = Address(addr_spec=address_of(message.recipient))
    mail["Subject"] = one_line(message.subject)
    mail["Date"] = format_datetime(at.astimezone(UTC))
    mail["Message-ID"] = message_id(message.key, sender)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(_printable(message.text))
    mail.add_alternative(_html(message), subtype="html")
    if message.event is not None:
        _attach(mail, message, sender, at)
    return mail


def message_id(key: str, sender: str) -> str:
    """``<…@domain>``, the same for the same key and sender."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{sender.rpartition('@')[2]}>"


def one_line(text: str) -> str:
    """The text without line breaks and control characters, bounded, for a header."""
    return " ".join(_printable(text).split())[:LONGEST_HEADER]


def _display_name(text: str) -> str:
    """One line without what would end a name: folded headers lose their quotes."""
    return one_line(re.sub(r'[<>"\\()\[\]@,;:]', " ", text))


def _printable(text: str) -> str:
    """The text with its lines, without other control characters and half characters."""
    return "".join(
        char if char == "\n" or unicodedata.category(char)[0] != "C" else " "
        for char in text.replace("\r\n", "\n")
    )


def address_of(recipient: str) -> str:
    """The address as every mail server takes it; a domain with umlauts in its ASCII form."""
    if len(recipient) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(recipient):
        raise Undeliverable(recipient[:LONGEST_ADDRESS], "this is no e-mail address")
    local, _, domain = recipient.partition("@")
    try:
        return f"{local}@{domain.encode('idna').decode()}"
    except UnicodeError as error:
        raise Undeliverable(recipient, "this is no domain") from error


def _html(message: Message) -> str:
    paragraphs = [
        paragraph.splitlines()
        for paragraph in re.split(r"\n\s*\n", _printable(message.text).strip())
    ]
    return _TEMPLATES.get_template("letter.html").render(
        subject=one_line(message.subject),
        sender_name=one_line(message.sender_name),
        paragraphs=paragraphs,
    )


def _attach(mail: EmailMessage, message: Message, sender: str, at: datetime) -> None:
    assert message.event is not None
    recipient = address_of(message.recipient)
    event = attrs.evolve(
        message.event, title=one_line(message.event.title), place=one_line(message.event.place)
    )
    file = invitation(event, sender=sender, recipient=recipient, at=at)
    method = method_of(event)
    mail.add_alternative(file.decode(), subtype="calendar", params={"method": method})
    mail.add_attachment(file, maintype="application", subtype="ics", filename="termin.ics")

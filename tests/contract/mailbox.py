"""Reading letters back, as a recipient's mail program would."""

from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default

import icalendar

from askpro.domain.notices.notice import Message
from askpro.testing.contracts.messenger import Arrived


def parsed(letter: bytes) -> EmailMessage:
    mail = BytesParser(_class=EmailMessage, policy=default).parsebytes(letter)
    assert isinstance(mail, EmailMessage)
    return mail


def as_arrived(letter: bytes) -> Arrived:
    mail = parsed(letter)
    body = mail.get_body(("plain",))
    assert body is not None
    events = [
        icalendar.Calendar.from_ical(part.get_content()).walk("VEVENT")[0]
        for part in mail.iter_attachments()
    ]
    return Arrived(
        identity=mail["Message-ID"],
        recipient=mail["To"].addresses[0].addr_spec,
        subject=mail["Subject"],
        text=body.get_content(),
        sender_name=mail["From"].addresses[0].display_name,
        event_uid=str(events[0]["UID"]) if events else None,
    )


def as_kept(message: Message) -> Arrived:
    return Arrived(
        identity=message.key,
        recipient=message.recipient,
        subject=message.subject,
        text=message.text,
        sender_name=message.sender_name,
        event_uid=message.event.uid if message.event else None,
    )

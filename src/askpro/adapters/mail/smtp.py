"""Letters through a mail server.

smtp://host               in the clear, for a server on this machine or network
smtp+starttls://u:p@host  encrypted after the greeting, usually port 587
smtps://u:p@host          encrypted from the start, usually port 465
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from typing import Self
from urllib.parse import unquote, urlsplit

import attrs

from askpro.adapters.mail.compose import address_of, compose
from askpro.domain.errors import Unavailable
from askpro.domain.notices.notice import Message
from askpro.ports.clock import Clock
from askpro.ports.messenger import Messenger, Undeliverable

PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
LONGEST_ANSWER = 200


@attrs.frozen
class MailServer:
    """Where the mail server is and how it is spoken to."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = attrs.field(default="", repr=False)

    @classmethod
    def parse(cls, url: str) -> Self:
        """Read the address; ``%40`` stands for an ``@`` in the user or password.

        Raises:
            ValueError: It is not such an address.
        """
        parts = urlsplit(url)
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        ascii_login = (user + password).isascii()  # smtplib can say no others
        if parts.scheme not in PORTS or not parts.hostname or not ascii_login:
            raise ValueError(
                f"a mail server is one of {', '.join(PORTS)}://user:password@host, in ASCII"
            )
        port = parts.port or PORTS[parts.scheme]
        return cls(parts.scheme, parts.hostname, port, user, password)


class SmtpMessenger(Messenger):
    """Opens a connection for each letter, so that nothing is left half said."""

    def __init__(
        self,
        url: str,
        sender: str,
        clock: Clock,
        *,
        timeout_seconds: float = 15,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._server = MailServer.parse(url)
        self._sender = sender
        self._clock = clock
        self._timeout_seconds = timeout_seconds
        self._tls = tls or ssl.create_default_context()

    def send(self, message: Message) -> None:
        mail = compose(message, self._sender, self._clock())
        try:
            with self._connected() as server:
                _hand_over(server, mail, self._sender, message.recipient)
        except (OSError, smtplib.SMTPException) as error:
            raise Unavailable from error

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        """A greeted, encrypted and authenticated connection, closed whatever happens."""
        where, timeout = self._server, self._timeout_seconds
        server: smtplib.SMTP
        if where.scheme == "smtps":
            server = smtplib.SMTP_SSL(where.host, where.port, timeout=timeout, context=self._tls)
        else:
            server = smtplib.SMTP(where.host, where.port, timeout=timeout)
        try:
            if where.scheme == "smtp+starttls":
                server.starttls(context=self._tls)
            if where.user:
                server.login(where.user, where.password)
            yield server
            # The letter is theirs by now; a rude goodbye changes nothing.
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
        finally:
            server.close()


def _hand_over(server: smtplib.SMTP, mail: EmailMessage, sender: str, recipient: str) -> None:
    """Raises ``Undeliverable`` for a lasting no to this recipient or this letter."""
    try:
        server.send_message(mail, sender, [address_of(recipient)])
    except smtplib.SMTPRecipientsRefused as error:
        code, answer = next(iter(error.recipients.values()))
        _refuse_for_good(code, answer, recipient, error)
        raise
    except smtplib.SMTPDataError as error:
        _refuse_for_good(error.smtp_code, error.smtp_error, recipient, error)
        raise


def _refuse_for_good(code: int, answer: bytes | str, recipient: str, error: Exception) -> None:
    """4xx means later, 5xx means never."""
    if code >= 500:
        words = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
        raise Undeliverable(recipient, f"{code} {words}"[:LONGEST_ANSWER]) from error

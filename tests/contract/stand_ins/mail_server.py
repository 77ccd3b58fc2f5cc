"""A mail server on this machine that says what it is told to."""

import socket
from typing import Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

YES = "250 OK"


class MailServer:
    """Collects letters; the ``answer_…`` fields are what it says instead of yes."""

    def __init__(self, user: str = "", password: str = "") -> None:
        self.letters: list[bytes] = []
        self.answer_recipients = YES
        self.answer_letters = YES
        self.answer_goodbye = "221 Bye"
        self._login = LoginPassword(user.encode(), password.encode())
        self._controller = Controller(
            self,
            hostname="127.0.0.1",
            port=_free_port(),
            auth_required=bool(user),
            auth_require_tls=False,
            authenticator=self._authenticate,
        )

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self._controller.port}"

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        if self._controller.server is not None:
            self._controller.stop()

    async def handle_RCPT(  # noqa: N802 - called by name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.answer_recipients == YES:
            envelope.rcpt_tos.append(address)
        return self.answer_recipients

    async def handle_DATA(  # noqa: N802 - called by name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.answer_letters == YES:
            assert isinstance(envelope.content, bytes)
            self.letters.append(envelope.content)
        return self.answer_letters

    async def handle_QUIT(  # noqa: N802 - called by name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        return self.answer_goodbye

    def _authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, login: object
    ) -> AuthResult:
        return AuthResult(success=login == self._login, handled=False)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

"""Every messenger keeps the same promises."""

import socket
from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs
import pytest

from askpro.adapters.mail import MailboxFolder, SmtpMessenger
from askpro.adapters.memory import MemoryMessenger
from askpro.domain.errors import Unavailable
from askpro.domain.notices.notice import Message
from askpro.ports.messenger import Messenger, Undeliverable
from askpro.testing.contracts.messenger import Arrived, MessengerContract, a_message
from askpro.testing.world import NOON
from tests.contract.mailbox import as_arrived, as_kept
from tests.contract.stand_ins.mail_server import MailServer

SENDER = "termine@askpro.example"


class TestMemoryMessenger(MessengerContract):
    @pytest.fixture
    def messenger(self) -> Messenger:
        return MemoryMessenger()

    def arrived(self, messenger: Messenger) -> Sequence[Arrived]:
        assert isinstance(messenger, MemoryMessenger)
        return [as_kept(letter) for letter in messenger.letters]

    def refuse(self, messenger: Messenger) -> Message:
        assert isinstance(messenger, MemoryMessenger)
        message = a_message()
        messenger.fail(Undeliverable(message.recipient, "no such mailbox"))
        return message

    def fall_silent(self, messenger: Messenger) -> None:
        assert isinstance(messenger, MemoryMessenger)
        messenger.fail(Unavailable())


class TestMailboxFolder(MessengerContract):
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        self.path = tmp_path / "letters"
        return self.path

    @pytest.fixture
    def messenger(self, folder: Path) -> Messenger:
        return MailboxFolder(folder, SENDER, lambda: NOON)

    def arrived(self, messenger: Messenger) -> Sequence[Arrived]:
        return [as_arrived(file.read_bytes()) for file in sorted(self.path.glob("*.eml"))]

    def refuse(self, messenger: Messenger) -> Message:
        return attrs.evolve(a_message(), recipient="zoe at example.org")

    def fall_silent(self, messenger: Messenger) -> None:
        self.path.write_text("a file where the folder should be")

    def test_one_key_is_one_file_and_nothing_is_left_half_written(
        self, messenger: Messenger, folder: Path
    ) -> None:
        for key in ("a/../b", "a/../b", "a_.._b", "ü" * 300):
            messenger.send(a_message(key))

        assert len(list(folder.iterdir())) == 3
        assert {file.suffix for file in folder.iterdir()} == {".eml"}


class TestSmtpMessenger(MessengerContract):
    @pytest.fixture
    def server(self) -> Iterator[MailServer]:
        with MailServer() as self.box:
            yield self.box

    @pytest.fixture
    def messenger(self, server: MailServer) -> Messenger:
        return SmtpMessenger(server.url, SENDER, lambda: NOON, timeout_seconds=2)

    def arrived(self, messenger: Messenger) -> Sequence[Arrived]:
        return [as_arrived(letter) for letter in self.box.letters]

    def refuse(self, messenger: Messenger) -> Message:
        self.box.answer_recipients = "550 5.1.1 no such mailbox"
        return a_message()

    def fall_silent(self, messenger: Messenger) -> None:
        self.box.stop()

    def test_come_back_later_is_unavailable(self, messenger: Messenger, server: MailServer) -> None:
        server.answer_recipients = "450 4.2.1 greylisted"

        with pytest.raises(Unavailable):
            messenger.send(a_message())

    @pytest.mark.parametrize(
        ("answer", "refusal"),
        [("554 5.7.1 spam", Undeliverable), ("452 4.3.1 disk full", Unavailable)],
    )
    def test_a_letter_refused_after_its_words_is_told_apart(
        self,
        messenger: Messenger,
        server: MailServer,
        answer: str,
        refusal: type[Exception],
    ) -> None:
        server.answer_letters = answer

        with pytest.raises(refusal):
            messenger.send(a_message())

    def test_a_rude_goodbye_does_not_unsend_the_letter(
        self, messenger: Messenger, server: MailServer
    ) -> None:
        server.answer_goodbye = "421 4.3.0 out of order"

        messenger.send(a_message())

        assert len(server.letters) == 1

    def test_a_server_without_encryption_is_not_trusted_with_letters(
        self, server: MailServer
    ) -> None:
        cautious = SmtpMessenger(
            server.url.replace("smtp:", "smtp+starttls:"), SENDER, lambda: NOON
        )

        with pytest.raises(Unavailable):
            cautious.send(a_message())

        assert server.letters == []

    def test_a_server_that_says_nothing_is_unavailable(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as mute:
            url = f"smtp://127.0.0.1:{mute.getsockname()[1]}"
            hasty = SmtpMessenger(url, SENDER, lambda: NOON, timeout_seconds=0.2)

            with pytest.raises(Unavailable):
                hasty.send(a_message())


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_a_mail_server_takes_the_user_and_password_from_its_address() -> None:
    with MailServer(user="us er@askpro", password="p@ss:word/") as server:
        right = server.url.replace("//", "//us%20er%40askpro:p%40ss%3Aword%2F@")
        wrong = server.url.replace("//", "//us%20er%40askpro:guess@")

        SmtpMessenger(right, SENDER, lambda: NOON).send(a_message())
        with pytest.raises(Unavailable):
            SmtpMessenger(wrong, SENDER, lambda: NOON).send(a_message("confirmed:2"))

        assert len(server.letters) == 1


@pytest.mark.parametrize(
    "url", ["", "mail.example", "http://mail.example", "smtp://", "smtp://u:w%C3%B6rt@mail.example"]
)
def test_an_address_that_is_no_mail_server_is_refused_at_once(url: str) -> None:
    with pytest.raises(ValueError, match="a mail server is one of"):
        SmtpMessenger(url, SENDER, lambda: NOON)

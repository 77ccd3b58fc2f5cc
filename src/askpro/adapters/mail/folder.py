"""A mailbox folder: every letter a file, for development and for machines without mail."""

import hashlib
import os
import re
import tempfile
from pathlib import Path

from askpro.adapters.mail.compose import compose
from askpro.domain.errors import Unavailable
from askpro.domain.notices.notice import Message
from askpro.ports.clock import Clock
from askpro.ports.messenger import Messenger

LONGEST_NAME = 80


class MailboxFolder(Messenger):
    """Writes ``<key>.eml``; a letter is there whole or not at all, and once for each key."""

    def __init__(self, folder: Path, sender: str, clock: Clock) -> None:
        self._folder = folder
        self._sender = sender
        self._clock = clock

    def send(self, message: Message) -> None:
        letter = compose(message, self._sender, self._clock()).as_bytes()
        try:
            self._write(self._folder / file_name(message.key), letter)
        except OSError as error:
            raise Unavailable from error

    def _write(self, path: Path, letter: bytes) -> None:
        """Under another name first; the last step is the rename."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self._folder, suffix=".part", delete=False) as part:
            try:
                part.write(letter)
                part.flush()
                os.fsync(part.fileno())
                Path(part.name).replace(path)
            except OSError:
                Path(part.name).unlink(missing_ok=True)
                raise
        self._sync_folder()

    def _sync_folder(self) -> None:
        """Make the new name itself survive a power cut."""
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def file_name(key: str) -> str:
    """A name any file system takes, that tells the key and is nobody else's."""
    readable = re.sub(r"[^A-Za-z0-9-]+", "_", key)[:LONGEST_NAME]
    return f"{readable}.{hashlib.sha256(key.encode()).hexdigest()[:12]}.eml"

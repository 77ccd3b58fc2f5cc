"""What a setting may be, in words for people and as a check."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import attrs
import typed_settings as ts
from typed_settings.types import SecretRepr

SQLITE = "sqlite:///"
DATABASES = (SQLITE, "postgresql://", "postgresql+psycopg://")
MAIL_SERVERS = ("smtp", "smtp+starttls", "smtps")
LEAST_SECRET_CHARACTERS = 32
_HOST = re.compile(r"[A-Za-z0-9._:-]{1,253}")
_MAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+")


@attrs.frozen
class Rule:
    """``expected`` completes "… must be"; ``read`` raises ``ValueError`` for anything else."""

    expected: str
    read: Callable[[str], object]


def setting(rule: Rule, default: Any = None, *, secret: bool = False) -> Any:
    """A field of the settings; ``Any`` because attrs fields are typed by their class."""
    metadata = {"rule": rule, "secret": secret}
    return attrs.field(default=default, repr=SecretRepr() if secret else True, metadata=metadata)


def _folder(text: str) -> Path:
    path = Path(text)
    if path.exists() and not path.is_dir():
        raise ValueError
    return path


def _database(text: str) -> str:
    start = next((one for one in DATABASES if text.startswith(one)), None)
    # In memory nothing is kept, and our readers open the file beside the writer.
    if start is None or text == start or ":memory:" in text:
        raise ValueError
    if start != SQLITE:
        parts = urlsplit(text)
        if not parts.path.strip("/"):
            raise ValueError
    return ts.SecretStr(text)


def _web(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError
    return text.rstrip("/")


def _mail_server(text: str) -> str:
    parts = urlsplit(text)
    login = (parts.username or "") + (parts.password or "")
    if parts.scheme not in MAIL_SERVERS or not parts.hostname or not login.isascii():
        raise ValueError
    _ = parts.port  # raises for one that is none
    return ts.SecretStr(text)


def _matching(pattern: re.Pattern[str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if not pattern.fullmatch(text):
            raise ValueError
        return text

    return read


def _secret(least: int) -> Callable[[str], str]:
    def read(text: str) -> str:
        if len(text) < least or text != text.strip() or not text.isprintable():
            raise ValueError
        return ts.SecretStr(text)

    return read


def _number(least: int, most: int) -> Rule:
    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
            raise ValueError
        return int(text)

    return Rule(f"a whole number from {least} to {most}", read)


folder = Rule("a folder, or a path where one can be made", _folder)
database_url = Rule("sqlite:///path/to/file or postgresql://user:password@host/database", _database)
web_address = Rule("an address such as https://askpro.example without query", _web)
mail_server = Rule(
    "smtp://host, smtp+starttls://user:password@host or smtps://user:password@host", _mail_server
)
mail_address = Rule("a mail address such as termine@askpro.example", _matching(_MAIL))
host = Rule("a host name or address such as 127.0.0.1", _matching(_HOST))
port = _number(1, 65_535)
threads = _number(1, 64)
connections = _number(2, 200)
key = Rule("a key without spaces around it", _secret(1))
secret_key = Rule(
    f"at least {LEAST_SECRET_CHARACTERS} characters", _secret(LEAST_SECRET_CHARACTERS)
)

"""The demo's secrets: made once, kept in its folder, readable only by who made them."""

import os
import secrets
import tomllib
from pathlib import Path

import attrs

from askpro.entrypoints.settings import FILE_NAME
from askpro.entrypoints.tokens import new_key_token

KEYS_FILE = "demo_keys.toml"


@attrs.frozen
class DemoKeys:
    """API keys by whose they are."""

    platform: str = attrs.field(repr=False)
    reseller: str = attrs.field(repr=False)
    salon: str = attrs.field(repr=False)


def keys_in(folder: Path) -> DemoKeys:
    """The folder's keys and settings file; what is there is kept."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write_once(
        folder / FILE_NAME,
        {"secret_key": secrets.token_hex(32), "retell_api_key": f"key_{secrets.token_hex(16)}"},
    )
    names = [field.name for field in attrs.fields(DemoKeys)]
    _write_once(folder / KEYS_FILE, {name: new_key_token().token for name in names})
    return DemoKeys(**tomllib.loads((folder / KEYS_FILE).read_text(encoding="utf-8")))


def _write_once(path: Path, lines: dict[str, str]) -> None:
    """With mode 0600 from its first byte on."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.writelines(f'{name} = "{value}"\n' for name, value in lines.items())

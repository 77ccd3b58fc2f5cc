"""Whom ``askpro call`` rings: what was typed, else what a demo on this machine has written."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path

import attrs

from askpro.entrypoints.cli.errors import WrongUsage

FOLDER = Path("var/demo")
ADDRESS_FILE = "demo_address.toml"
URL = "http://127.0.0.1:8000"
KEY_VARIABLE = "ASKPRO_RETELL_API_KEY"
API_KEY_VARIABLE = "ASKPRO_API_KEY"


@attrs.frozen
class Target:
    """Where askpro runs, the telephone platform's key, and a key of our API."""

    url: str
    key: str = attrs.field(repr=False)
    api_key: str | None = attrs.field(repr=False)


def target(
    *,
    url: str | None,
    key: str | None,
    api_key: str | None,
    data: Path | None,
    environ: Mapping[str, str] = os.environ,
) -> Target:
    """What was typed counts before the folder that was named, this before the environment.

    The demo's usual folder counts last, where neither says which key signs.

    Raises:
        WrongUsage: No key is known, or there is no demo in the folder that was named.
    """
    if data is not None:
        demo = _demo_in(data)
        if demo is None:
            raise WrongUsage(f"There is no demo in {data}; askpro demo --data {data} makes one.")
    elif key or environ.get(KEY_VARIABLE):
        demo = Target(URL, environ.get(KEY_VARIABLE, ""), environ.get(API_KEY_VARIABLE))
    else:
        demo = _demo_in(FOLDER)
        if demo is None:
            raise WrongUsage(
                f"The key of the telephone platform is missing: --key or {KEY_VARIABLE}; "
                "where the demo runs, --data names its folder."
            )
    return Target(url or demo.url, key or demo.key, api_key or demo.api_key)


def write_address(folder: Path, url: str) -> None:
    """Where the demo of this folder answers from now on."""
    (folder / ADDRESS_FILE).write_text(f'url = "{url}"\n', encoding="utf-8")


def _demo_in(folder: Path) -> Target | None:
    """The demo's own address and keys; the operator's, who sees what every call cost."""
    from askpro.entrypoints.cli.demo_keys import KEYS_FILE
    from askpro.entrypoints.settings import FILE_NAME

    try:
        return Target(
            _read(folder / ADDRESS_FILE)["url"],
            _read(folder / FILE_NAME)["retell_api_key"],
            _read(folder / KEYS_FILE)["platform"],
        )
    except (FileNotFoundError, NotADirectoryError, KeyError):
        return None


def _read(path: Path) -> Mapping[str, str]:
    return tomllib.loads(path.read_text(encoding="utf-8"))

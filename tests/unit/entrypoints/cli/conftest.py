"""Commands run in this process, on a SQLite house in a folder of the test."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs
import pytest

from askpro.entrypoints.cli import run


@attrs.frozen
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str


Askpro = Callable[..., Said]


@pytest.fixture
def askpro(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Askpro]:
    """Run a command; keyword arguments are settings."""
    before = dict(os.environ)
    for name in [name for name in before if name.startswith("ASKPRO_")]:
        del os.environ[name]
    os.environ["ASKPRO_DATA"] = str(tmp_path)

    def ask(*arguments: str, **settings: str) -> Said:
        added = {f"ASKPRO_{name.upper()}": value for name, value in settings.items()}
        os.environ.update(added)
        try:
            code = run(arguments)
        finally:
            for name in added.keys() - {"ASKPRO_DATA"}:
                del os.environ[name]
        told = capsys.readouterr()
        return Said(code, told.out, told.err)

    yield ask
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def demo(askpro: Askpro, tmp_path: Path) -> Askpro:
    """As ``askpro``, with the demo's data planted."""
    assert askpro("demo", "--data", str(tmp_path), "--no-serve").code == 0
    return askpro

"""What a start costs, and that a house with an open door does not start."""

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import httpx
import pytest

from askpro.adapters.retell import RetellVoice
from askpro.entrypoints.cli.serving import OpenDoor, refuse_forgeries
from askpro.testing.world import NOON

HEAVY = {
    "alembic", "dependency_injector", "httpx", "litestar", "msgspec", "procrastinate", "psycopg",
    "sqlalchemy", "typed_settings", "uvicorn",
}  # fmt: skip


def loaded_after(folder: Path, *arguments: str) -> set[str]:
    """The top-level modules a command has imported when it ends."""
    program = (
        "import json, sys; from askpro.entrypoints.cli import run;"
        f"run({list(arguments)!r}); print(json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True,
        env={**os.environ, "ASKPRO_DATA": str(folder)},
    )  # fmt: skip
    return {name.partition(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}


@pytest.mark.parametrize("arguments", [("--help",), ("serve", "--help"), ("version",)])
def test_help_and_version_import_nothing_heavy(arguments: tuple[str, ...], tmp_path: Path) -> None:
    assert loaded_after(tmp_path, *arguments) & HEAVY == set()


def test_a_heavy_import_would_be_noticed(tmp_path: Path) -> None:
    assert "sqlalchemy" in loaded_after(tmp_path, "db", "status")


@pytest.mark.parametrize("key", ["key_of_the_house", "", None])
def test_the_self_test_passes_with_and_without_a_key(key: str | None) -> None:
    with httpx.Client() as client:
        refuse_forgeries(RetellVoice(key, client), lambda: NOON)


class Credulous(RetellVoice):
    """Takes everything."""

    def authenticate(self, body: bytes, signature: str | None, now: datetime) -> None:
        return


def test_a_check_that_takes_forgeries_stops_the_start() -> None:
    with httpx.Client() as client, pytest.raises(OpenDoor):
        refuse_forgeries(Credulous("key", client), lambda: NOON)

"""What stands in the way of a start is said in one sentence, before anything is made."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from askpro.entrypoints.cli.listening import NowhereToListen, try_to_listen
from tests.system.process import free_port
from tests.unit.entrypoints.cli.conftest import Askpro, Said


@pytest.fixture
def taken() -> Iterator[int]:
    """A port at which somebody listens."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen(1)
        yield other.getsockname()[1]


def told_in_one_line(said: Said, *words: str) -> None:
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    for word in words:
        assert word in said.err


@pytest.mark.parametrize("command", ["demo", "serve"])
def test_a_taken_port_stops_the_start(
    command: str, askpro: Askpro, taken: int, tmp_path: Path
) -> None:
    folder = tmp_path / "house"
    named = ("--data", str(folder)) if command == "demo" else ()

    said = askpro(command, "--port", str(taken), *named, data=str(folder))

    assert said.code == 3
    told_in_one_line(said, f"127.0.0.1:{taken}", "--port")
    assert not folder.exists()


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(NowhereToListen, match=r"192\.0\.2\.1"):
        try_to_listen("192.0.2.1", 8000)


def test_the_demo_checks_the_settings_before_it_makes_anything(
    askpro: Askpro, tmp_path: Path
) -> None:
    folder = tmp_path / "house"

    said = askpro("demo", "--data", str(folder), "--no-serve", prot="8000")

    assert said.code == 2
    told_in_one_line(said, "ASKPRO_PROT", "ASKPRO_PORT")
    assert not folder.exists()


def test_the_demo_keeps_to_its_folder_and_listens_where_it_is_set_to(
    askpro: Askpro, tmp_path: Path
) -> None:
    elsewhere = f"sqlite:///{tmp_path / 'other.sqlite3'}"

    said = askpro(
        "demo", "--data", str(tmp_path / "house"), "--no-serve", port="8123", database_url=elsewhere
    )

    assert said.code == 0
    assert "http://127.0.0.1:8123" in said.out
    assert not (tmp_path / "other.sqlite3").exists()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("db", "upgrade"), 2),
        (("serve", "--port", "{free}"), 2),
        (("demo", "--data", "{file}/x", "--no-serve"), 2),
        (("ledger", "verify"), 4),
        (("explain", "call:abc"), 4),
        (("worker",), 4),
    ],
)
def test_a_data_folder_that_cannot_be_made_is_named(
    arguments: tuple[str, ...], code: int, askpro: Askpro, tmp_path: Path
) -> None:
    file = tmp_path / "file"
    file.touch()

    said = askpro(
        *(one.format(file=file, free=free_port()) for one in arguments), data=str(file / "x")
    )

    assert said.code == code
    told_in_one_line(said, str(file / "x"), "ASKPRO_DATA")

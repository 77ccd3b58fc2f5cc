"""Whom ``call`` rings, and by which way it is printed."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from askpro.entrypoints.cli.demo_keys import DemoKeys, keys_in
from askpro.entrypoints.cli.errors import WrongUsage
from askpro.entrypoints.cli.target import FOLDER, Target, target, write_address
from askpro.entrypoints.cli.typable import near, program, way_for, whole
from askpro.entrypoints.settings import read_settings

INSTALLED = {"ASKPRO_RETELL_API_KEY": "key_installed", "ASKPRO_API_KEY": "ask_installed"}


@pytest.fixture(autouse=True)
def here(tmp_path: Path) -> Iterator[Path]:
    """Standing in an empty folder."""
    before = Path.cwd()
    os.chdir(tmp_path)
    yield tmp_path
    os.chdir(before)


def demo_in(folder: Path) -> tuple[DemoKeys, str]:
    keys = keys_in(folder)
    write_address(folder, "http://127.0.0.1:8123")
    secret = read_settings({}, data=folder).retell_api_key
    assert secret
    return keys, secret


def rung(environ: dict[str, str] | None = None, **typed: object) -> Target:
    wanted = {"url": None, "key": None, "api_key": None, "data": None, **typed}
    return target(**wanted, environ=environ or {})  # type: ignore[arg-type]


def test_the_demo_in_its_usual_folder_is_found_by_itself() -> None:
    keys, secret = demo_in(FOLDER)

    assert rung() == Target("http://127.0.0.1:8123", secret, keys.platform)


def test_an_installations_key_comes_before_the_demos_usual_folder() -> None:
    demo_in(FOLDER)

    assert rung(INSTALLED) == Target("http://127.0.0.1:8000", "key_installed", "ask_installed")


def test_a_named_folder_comes_before_the_environment(here: Path) -> None:
    keys, secret = demo_in(here / "other")

    assert rung(INSTALLED, data=Path("other")) == Target(
        "http://127.0.0.1:8123", secret, keys.platform
    )


def test_what_was_typed_comes_first() -> None:
    demo_in(FOLDER)

    typed = rung(INSTALLED, url="http://there", key="k", api_key="a", data=FOLDER)

    assert typed == Target("http://there", "k", "a")
    assert rung(key="k") == Target("http://127.0.0.1:8000", "k", None)


def test_without_any_key_the_ways_to_name_one_are_told() -> None:
    with pytest.raises(WrongUsage, match="ASKPRO_RETELL_API_KEY"):
        rung()
    with pytest.raises(WrongUsage, match="There is no demo in elsewhere"):
        rung(data=Path("elsewhere"))


@pytest.fixture
def started_as() -> Iterator[list[str]]:
    """What the program was started as, to be changed."""
    before = sys.argv[:]
    yield sys.argv
    sys.argv[:] = before


@pytest.mark.parametrize(
    ("folder", "line"), [(".venv/bin", ".venv/bin/askpro"), ("a b", "'a b/askpro'")]
)
def test_the_program_is_printed_as_it_is_typed_from_here(
    folder: str, line: str, here: Path, started_as: list[str]
) -> None:
    (here / folder).mkdir(parents=True)
    (here / folder / "askpro").touch()
    started_as[0] = str(here / folder / "askpro")

    assert program() == line


def test_a_program_that_lies_elsewhere_is_printed_with_its_whole_way(
    here: Path, started_as: list[str]
) -> None:
    (here / "inside").mkdir()
    (here / "askpro").touch()
    os.chdir(here / "inside")
    started_as[0] = "../askpro"

    assert program() == str(here / "askpro")


def test_paths_of_one_line_are_printed_from_here_only_where_all_lie_below(here: Path) -> None:
    inside, outside = here / "inside" / "x", here.parent / "y"

    assert way_for(inside, Path("z"))(inside) == near(inside) == Path("inside/x")
    assert way_for(inside, outside)(Path("inside/x")) == whole(inside) == inside

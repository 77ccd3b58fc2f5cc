"""The script that a newcomer starts first says in one sentence what is wrong."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.source import ROOT

SCRIPT = ROOT / "run"


def say(*arguments: str, path: str | None = None) -> tuple[int, str]:
    """The script's exit code and all that it wrote."""
    environment = None if path is None else {"PATH": path}
    done = subprocess.run(
        [sys.executable, "-I", SCRIPT, *arguments],
        capture_output=True, text=True, check=False, env=environment,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("arguments", [[], ["help"], ["--help"], ["-h"]])
def test_help_names_every_command(arguments: list[str]) -> None:
    code, said = say(*arguments)

    assert code == 0
    for command in ("demo", "test", "lint", "format", "bench", "lock", "help"):
        assert f"./run {command}" in said


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["tset"], "run: There is no command 'tset'; ./run help lists them.\n"),
        (["lint", "src"], "run: ./run lint takes no arguments.\n"),
    ],
)
def test_a_wrong_command_is_answered_in_one_sentence(arguments: list[str], sentence: str) -> None:
    assert say(*arguments) == (1, sentence)


def test_a_missing_benchmark_is_answered_with_those_there_are() -> None:
    code, said = say("bench", "nothing_of_this_name")

    assert code == 1
    assert said.startswith("run: There is no benchmark 'nothing_of_this_name'; there are: ")


def test_a_machine_without_pip_is_told_how_to_get_it(tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", bare], check=True)
    clone = tmp_path / "clone"
    (clone / "requirements").mkdir(parents=True)
    for name in ("run", "pyproject.toml", "requirements/dev.txt"):
        (clone / name).write_bytes((ROOT / name).read_bytes())

    done = subprocess.run(
        [bare / "bin" / "python", clone / "run", "lint"],
        capture_output=True, text=True, check=False, env={"PATH": str(bare / "bin")},
    )  # fmt: skip

    assert done.returncode == 1
    assert done.stderr == "run: pip is missing; on Debian, apt install python3-pip brings it.\n"


def test_an_older_python_can_read_the_script_far_enough_to_say_so() -> None:
    source = SCRIPT.read_text()

    tree = ast.parse(source, feature_version=(3, 7))

    assert "from __future__ import annotations" in source
    imported = {
        (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name) or ""
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert {name.partition(".")[0] for name in imported} <= sys.stdlib_module_names


def test_continuous_integration_runs_the_command_of_the_readme() -> None:
    assert "./run test" in (ROOT / ".ci" / "run").read_text()
    assert "./run test" in (ROOT / "README.md").read_text()

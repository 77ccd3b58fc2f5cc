"""The case runner's answer is its last line and its exit code."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cases.__main__ import main

HEAD = {"now": "2026-11-19T10:00:00+01:00", "zone": "Europe/Berlin"}
RIGHT = {
    "id": 1,
    "expression": "übermorgen um 9",
    "kind": "datetime",
    "expected": "2026-11-21T09:00",
}
WRONG = RIGHT | {"id": 2, "expected": "2026-11-21T21:00"}


def run(tmp_path: Path, kind: str, document: dict[str, Any]) -> int:
    file = tmp_path / "cases.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    return main([kind, str(file)])


def test_all_right_ends_with_zero(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(tmp_path, "phrases", HEAD | {"cases": [RIGHT]})

    assert code == 0
    assert capsys.readouterr().out == "1 passed, 0 failed\n"


def test_a_wrong_answer_is_named_and_ends_with_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(tmp_path, "phrases", HEAD | {"cases": [RIGHT, WRONG]})

    lines = capsys.readouterr().out.splitlines()
    assert code == 1
    assert lines[0].startswith("2: expected")
    assert lines[-1] == "1 passed, 1 failed"


def test_what_is_not_built_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    field = RIGHT | {"dialect": "bairisch"}

    assert run(tmp_path, "phrases", HEAD | {"cases": [field]}) == 1
    assert run(tmp_path, "slots", {"cases": [{"id": "x", "kind": "tea-time", "expected": []}]}) == 1
    assert capsys.readouterr().out.count("not built yet") == 2


def test_ranges_are_subtracted_and_intersected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    day = [["2026-11-19T08:00:00.000Z", "2026-11-19T12:00:00.000Z"]]
    busy = [["2026-11-19T09:00:00.000Z", "2026-11-19T12:00:00.000Z"]]
    left = [["2026-11-19T08:00:00.000Z", "2026-11-19T09:00:00.000Z"]]
    cases = [
        {"id": 1, "kind": "subtract", "ranges": day, "busy": busy, "expected": left},
        {"id": 2, "kind": "intersect", "lists": [day, left], "expected": left},
        {"id": 3, "kind": "intersect", "lists": [], "expected": []},
    ]

    assert run(tmp_path, "slots", {"cases": cases}) == 0
    assert capsys.readouterr().out == "3 passed, 0 failed\n"


@pytest.mark.parametrize(
    "arguments", [[], ["phrases"], ["weather", "x.json"], ["phrases", "nowhere.json"]]
)
def test_misuse_is_a_sentence_and_two(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr().err.strip()


def test_a_file_without_cases_is_no_success(tmp_path: Path) -> None:
    assert run(tmp_path, "phrases", HEAD | {"cases": []}) == 2

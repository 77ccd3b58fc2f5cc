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


def test_one_host_is_asked_for_real(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    booked = {"hostIds": [7], "start": "2026-11-19T09:00:00Z", "end": "2026-11-19T10:00:00Z"}
    case = {
        "id": 1,
        "kind": "schedule",
        "now": "2026-11-18T12:00:00.000Z",
        "query": {
            "start": "2026-11-19T00:00:00.000Z",
            "end": "2026-11-19T23:59:59.999Z",
            "timeZone": "UTC",
        },
        "event": {"id": 1, "length": 60, "afterBuffer": 15},
        "hosts": [
            {
                "id": 7,
                "timeZone": "Europe/Berlin",
                "weekly": [{"days": [4], "start": "09:00", "end": "17:00"}],
            }
        ],
        "bookings": [booked, booked | {"status": "CANCELLED", "start": "2026-11-19T08:00:00Z"}],
        # Nine until five in Berlin; the quarter of an hour after each keeps two starts free.
        "expected": [f"2026-11-19T{hour}:00:00.000Z" for hour in (11, 12, 13, 14, 15)],
    }
    cases = [
        case,
        case | {"id": 2, "hosts": []},
        case | {"id": 3, "weather": "fair"},
        case | {"id": 4, "event": {"id": 1}},
    ]

    run(tmp_path, "slots", {"cases": cases})

    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "1 passed, 3 failed"
    assert lines[0].endswith("got []")
    assert lines[1].endswith("not built yet: weather")
    assert lines[2].endswith("KeyError: 'length'")


def test_weekly_hours_are_turned_into_ranges_by_the_wall_clock(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = {
        "id": 1,
        "kind": "weekly_to_ranges",
        "timezone": "Europe/Berlin",
        "days": [0],
        "start": "20:00",
        "end": "23:59",
        "from": "2026-11-20T00:00:00.000Z",
        "to": "2026-11-30T00:00:00.000Z",
        "travel": [],
        "expected": [
            ["2026-11-22T19:00:00.000Z", "2026-11-22T23:00:00.000Z"],
            ["2026-11-29T19:00:00.000Z", "2026-11-29T23:00:00.000Z"],
        ],
    }
    moved = case | {"id": 2, "travel": [{"timeZone": "Asia/Tokyo"}]}

    run(tmp_path, "slots", {"cases": [case, moved]})

    assert capsys.readouterr().out.splitlines()[-1] == "1 passed, 1 failed"


@pytest.mark.parametrize(
    "malformed",
    [
        {"id": 9, "kind": "datetime", "expected": "2026-11-21T09:00"},
        {"id": 9, "expression": "morgen", "expected": None},
        RIGHT | {"kind": "weather"},
        RIGHT | {"expression": 5},
        RIGHT | {"zone": "Nowhere/Land"},
        RIGHT | {"now": "soon"},
        RIGHT | {"language": "fr"},
        "morgen",
        None,
    ],
)
def test_a_malformed_case_is_counted_and_the_others_go_on(
    malformed: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(tmp_path, "phrases", HEAD | {"cases": [malformed, RIGHT]})

    assert code == 1
    assert capsys.readouterr().out.splitlines()[-1] == "1 passed, 1 failed"


@pytest.mark.parametrize(
    "arguments", [[], ["phrases"], ["weather", "x.json"], ["phrases", "nowhere.json"]]
)
def test_misuse_is_a_sentence_and_two(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("content", ["", "[1]", '{"cases": []}', '{"cases": "x"}', "\xff"])
def test_a_file_without_cases_is_no_success(content: str, tmp_path: Path) -> None:
    file = tmp_path / "cases.json"
    file.write_text(content, encoding="latin-1")

    assert main(["phrases", str(file)]) == 2

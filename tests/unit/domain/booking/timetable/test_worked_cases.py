"""The worked cases of the workshop, where they are at hand."""

import json
from pathlib import Path

import pytest

from tests.cases import slots

CASES = Path(__file__).parents[5] / ".." / "shared" / "cases" / "slots.json"


def test_every_worked_case_is_answered_right() -> None:
    if not CASES.exists():
        pytest.skip("The worked cases lie beside the repository, and there are none here.")

    outcomes = list(slots.outcomes(json.loads(CASES.read_text(encoding="utf-8"))))

    assert len(outcomes) >= 149
    assert [outcome.case_id for outcome in outcomes if not outcome.passed] == []

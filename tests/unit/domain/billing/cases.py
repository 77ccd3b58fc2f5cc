"""The shared worked cases of billing, by category."""

import json
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).parents[4] / ".." / "shared" / "cases" / "billing.json"


def shared_cases(*categories: str) -> list[Any]:
    """A parameter for each case of the categories, or one that is skipped with a sentence."""
    if not SHARED.exists():
        sentence = "the shared cases are not beside this repository"
        return [pytest.param({}, marks=pytest.mark.skip(reason=sentence))]
    cases = json.loads(SHARED.read_text(encoding="utf-8"))["cases"]
    return [pytest.param(case, id=case["id"]) for case in cases if case["category"] in categories]

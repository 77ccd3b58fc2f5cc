"""Test material that lives beside the repository; a test that needs it says so and skips."""

import json
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).parents[1] / ".." / "shared"


def shared_json(path: str) -> Any:
    """The parsed file, or a skip with a sentence."""
    file = SHARED / path
    if not file.exists():
        pytest.skip(f"needs ../shared/{path} beside the repository, which is not here")
    return json.loads(file.read_text(encoding="utf-8"))

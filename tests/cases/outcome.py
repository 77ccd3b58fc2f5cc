"""One case, compared."""

import json
from typing import Any

import attrs


@attrs.frozen
class Outcome:
    case_id: str
    expected: str
    got: str
    passed: bool

    @classmethod
    def compared(cls, case: dict[str, Any], expected: object, got: object) -> "Outcome":
        """Equal as JSON values."""
        return cls(str(case.get("id")), _shown(expected), _shown(got), expected == got)

    @classmethod
    def failed(cls, case: dict[str, Any], expected: object, sentence: str) -> "Outcome":
        return cls(str(case.get("id")), _shown(expected), sentence, False)


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 400 else f"{text[:400]}…"

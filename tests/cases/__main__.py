"""Runs worked cases against the domain: ``python -m tests.cases KIND FILE``."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.cases import phrases, slots
from tests.cases.outcome import Outcome

KINDS: dict[str, Callable[[dict[str, Any]], Iterator[Outcome]]] = {
    "phrases": phrases.outcomes,
    "slots": slots.outcomes,
}


def main(arguments: Sequence[str]) -> int:
    """Print each failing case and a count; 0 all passed, 1 some failed, 2 misuse."""
    if len(arguments) != 2:
        return _misused(f"usage: python -m tests.cases {{{','.join(KINDS)}}} FILE")
    kind, name = arguments
    if kind not in KINDS:
        return _misused(f"{kind} is no kind of case; known are {', '.join(KINDS)}.")
    try:
        document = json.loads(Path(name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        return _misused(f"{name} cannot be read as cases: {error}")
    cases = document.get("cases") if isinstance(document, dict) else None
    if not isinstance(cases, list) or not cases:
        return _misused(f"{name} holds no cases")
    passed = failed = 0
    for outcome in KINDS[kind](document):
        if outcome.passed:
            passed += 1
            continue
        failed += 1
        print(f"{outcome.case_id}: expected {outcome.expected}, got {outcome.got}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def _misused(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

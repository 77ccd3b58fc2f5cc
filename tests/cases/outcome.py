"""One case, compared."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import attrs

from askpro.domain.errors import WorldError

Case = dict[str, Any]
_MALFORMED = (WorldError, ArithmeticError, AssertionError, AttributeError, LookupError)
_MALFORMED_VALUES = (TypeError, ValueError)


@attrs.define
class NotBuiltError(Exception):
    """The case asks for something there is no code for yet."""

    what: str


@attrs.frozen
class Outcome:
    case_id: str
    expected: str
    got: str
    passed: bool

    @classmethod
    def compared(cls, case: Case, expected: object, got: object) -> "Outcome":
        """Equal as JSON values."""
        return cls(str(case.get("id")), _shown(expected), _shown(got), expected == got)

    @classmethod
    def failed(cls, case: Case, expected: object, sentence: str) -> "Outcome":
        return cls(str(case.get("id")), _shown(expected), sentence, False)


def outcomes_of(
    document: Case, expected: Callable[[Case], object], got: Callable[[Case], object]
) -> Iterator[Outcome]:
    """One outcome for each case; what cannot be read, built or answered is a failure."""
    for number, case in enumerate(document["cases"], start=1):
        if not isinstance(case, dict):
            yield Outcome.failed({"id": f"case {number}"}, None, "malformed: not an object")
            continue
        try:
            answer = got(case)
        except NotBuiltError as error:
            yield Outcome.failed(case, expected(case), f"not built yet: {error.what}")
        except (*_MALFORMED, *_MALFORMED_VALUES) as error:
            yield Outcome.failed(case, expected(case), f"{type(error).__name__}: {error}")
        else:
            yield Outcome.compared(case, expected(case), answer)


def only(case: Case, known: frozenset[str], where: str = "") -> None:
    """Refuse fields nobody looks at: silence would pass for an answer.

    Raises:
        NotBuiltError: It names them.
    """
    unknown = sorted(set(case) - known)
    if unknown:
        raise NotBuiltError(", ".join(f"{where}{name}" for name in unknown))


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 400 else f"{text[:400]}…"

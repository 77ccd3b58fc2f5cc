"""What the service answers, read without trust: it may be broken on purpose."""

import json
from collections.abc import Mapping

from askpro.domain.telephony.answer import Answer


def object_in(body: bytes) -> Mapping[str, object]:
    """The JSON object in the body; none where there is no such thing."""
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def read_answer(body: bytes) -> Answer | None:
    """A function's answer, None where it has not the one shape: ok, say, data."""
    match object_in(body):
        case {"ok": bool(ok), "say": str(sentence), "data": dict(data)}:
            return Answer(ok, sentence, data)
    return None

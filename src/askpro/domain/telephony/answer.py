"""What a live function answers: always one shape, never silence, never technical words."""

from collections.abc import Mapping

import attrs


@attrs.frozen
class Answer:
    """``say`` is a ready sentence in the call's language; a refusal is ``ok=False`` with one."""

    ok: bool
    say: str
    data: Mapping[str, object] = attrs.field(factory=dict)

"""What was said and done on a call, in the forms the platform reports it."""

import json
from collections.abc import Mapping

import attrs

from askpro.domain.telephony.answer import Answer

_ROLES = {"agent": "Agent", "user": "User"}
_SECONDS_A_WORD = 0.4


@attrs.define
class Record:
    """Grows while the call lasts; ``entries`` are the platform's transcript with tool calls."""

    entries: list[dict[str, object]] = attrs.field(factory=list)
    answers: list[tuple[str, Answer]] = attrs.field(factory=list)
    spoken_seconds: float = 0.0

    def said(self, role: str, text: str) -> None:
        """``role`` is ``agent`` or ``user``."""
        words = [self._word(word) for word in text.split()]
        self.entries.append({"role": role, "content": text, "words": words})

    def asked(self, function: str, arguments: Mapping[str, str]) -> None:
        self.entries.append(
            {
                "role": "tool_call_invocation",
                "tool_call_id": f"tool_call_{len(self.answers) + 1}",
                "name": function,
                "arguments": json.dumps(arguments, ensure_ascii=False),
                "type": "custom",
            }
        )

    def answered(self, function: str, answer: Answer) -> None:
        self.answers.append((function, answer))
        self.entries.append(
            {
                "role": "tool_call_result",
                "tool_call_id": f"tool_call_{len(self.answers)}",
                "content": json.dumps({"ok": answer.ok, "say": answer.say}, ensure_ascii=False),
                "successful": answer.ok,
            }
        )

    @property
    def spoken(self) -> list[dict[str, object]]:
        return [entry for entry in self.entries if entry["role"] in _ROLES]

    @property
    def transcript(self) -> str:
        return "".join(
            f"{_ROLES[str(entry['role'])]}: {entry['content']}\n" for entry in self.spoken
        )

    def _word(self, word: str) -> dict[str, object]:
        start = round(self.spoken_seconds, 3)
        self.spoken_seconds += _SECONDS_A_WORD
        return {"word": word, "start": start, "end": round(self.spoken_seconds, 3)}

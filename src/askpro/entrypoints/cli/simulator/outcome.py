"""What came of a call, as far as the answers tell."""

from collections.abc import Mapping

import attrs

from askpro.domain.organisations.organisation import Language
from askpro.entrypoints.cli.simulator.record import Record


@attrs.frozen
class Booked:
    """An appointment a function has confirmed; ``start`` as it was told, ISO 8601."""

    id: str
    start: str
    staff: str
    service: str


_SUMMARIES = {
    Language.GERMAN: ("Nichts gebucht", "gebucht: {}", "abgesagt: {}", "Rückrufe notiert: {}"),
    Language.ENGLISH: ("Nothing booked", "booked: {}", "cancelled: {}", "callbacks noted: {}"),
}


@attrs.frozen
class Outcome:
    """``undelivered`` are the events nobody took; ``unmet`` what a script expected in vain."""

    call_id: str
    length_ms: int
    transcript: str
    booked: tuple[Booked, ...] = ()
    cancelled: tuple[str, ...] = ()
    callbacks: tuple[str, ...] = ()
    rejected: bool = False
    undelivered: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()

    @property
    def as_expected(self) -> bool:
        return not self.unmet and not self.undelivered

    @property
    def successful(self) -> bool:
        return bool(self.booked or self.cancelled or self.callbacks)

    def summary(self, language: Language) -> str:
        """One sentence for the platform's analysis, as it writes one in the call's language."""
        nothing, *words = _SUMMARIES[language]
        counts = (len(self.booked), len(self.cancelled), len(self.callbacks))
        told = [word.format(count) for word, count in zip(words, counts, strict=True) if count]
        sentence = ", ".join(told) or nothing
        return f"{sentence[0].upper()}{sentence[1:]}."


def outcome_of(call_id: str, length_ms: int, record: Record) -> Outcome:
    """What the functions have confirmed, each once however often it was asked."""
    done = [(name, answer.data) for name, answer in record.answers if answer.ok]
    booked = [_thing(data, "appointment") for name, data in done if name == "book_appointment"]
    return Outcome(
        call_id=call_id,
        length_ms=length_ms,
        transcript=record.transcript,
        booked=tuple({one["id"]: _booked(one) for one in booked if "id" in one}.values()),
        cancelled=tuple(
            _thing(data, "appointment").get("id", "")
            for name, data in done
            if name == "cancel_appointment"
        ),
        callbacks=tuple(
            _thing(data, "callback").get("id", "")
            for name, data in done
            if name == "request_callback"
        ),
    )


def _thing(data: Mapping[str, object], name: str) -> Mapping[str, str]:
    found = data.get(name)
    return (
        {str(key): str(value) for key, value in found.items()} if isinstance(found, Mapping) else {}
    )


def _booked(told: Mapping[str, str]) -> Booked:
    return Booked(told["id"], told.get("start", ""), told.get("staff", ""), told.get("service", ""))

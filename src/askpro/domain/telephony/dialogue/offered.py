"""The times on offer in a call, and which of them the caller's words choose."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeVar

import attrs

from askpro.domain.moment import local
from askpro.domain.phrases.meaning import Ambiguous, Certain, Exact, OnDay, Open, TimePhrase, Within
from askpro.domain.phrases.tokens import fold
from askpro.domain.telephony.listening import Ear, Heard

T = TypeVar("T")


@attrs.frozen
class Offered:
    """``start`` as the function wrote it, an instant in ISO 8601."""

    start: str
    staff: str = ""
    service: str = ""

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.start)


def offers_of(data: Mapping[str, object]) -> tuple[Offered, ...]:
    """The offers among a function's facts; what has not their shape is left out."""
    listed = data.get("offers")
    if not isinstance(listed, Sequence) or isinstance(listed, str):
        return ()
    return tuple(
        Offered(str(entry["start"]), str(entry.get("staff", "")), str(entry.get("service", "")))
        for entry in listed
        if isinstance(entry, Mapping) and _is_instant(entry.get("start"))
    )


def _is_instant(text: object) -> bool:
    try:
        return datetime.fromisoformat(str(text)).tzinfo is not None
    except ValueError:
        return False


def chosen(heard: Heard, offers: Sequence[Offered], ear: Ear) -> Sequence[Offered] | None:
    """The offers the words speak of: one is a choice, none is a wish for something else.

    None when they speak of no offer in particular. With 10:00 and 11:00 on offer "um elf" is
    11:00, and so is "die zweite".
    """
    left = list(offers)
    if heard.staff is not None:
        left = [offer for offer in left if _same_person(offer.staff, heard.staff)]
    at_time = _at(heard, left, ear)
    by_count = _by_count(heard, left, ear)
    if by_count is not None:
        return by_count if not at_time else _either(at_time, by_count)
    if at_time is not None:
        return at_time
    return left if heard.staff is not None else None


def _by_count(heard: Heard, offers: Sequence[Offered], ear: Ear) -> Sequence[Offered] | None:
    if heard.ordinal is None or not (heard.when is None or only_counts(heard, ear)):
        return None
    return counted(offers, heard.ordinal)


def _either(at_time: Sequence[Offered], by_count: Sequence[Offered]) -> Sequence[Offered]:
    """ "Das zweite" while the 2nd is on offer: one of both is meant, or it is asked."""
    if len(at_time) > 1 or not by_count:
        return by_count or at_time
    return at_time if at_time == by_count else [*at_time, *by_count]


def _same_person(name: str, said: str) -> bool:
    return fold(said) in fold(name).split()


def only_counts(heard: Heard, ear: Ear) -> bool:
    """ "Den zweiten" is a day of the month elsewhere; here it counts offers."""
    when = heard.when
    return when is not None and len(when.split()) == 1 and isinstance(ear.time(when), OnDay)


def counted(offers: Sequence[T], ordinal: int) -> Sequence[T]:
    """The one of this number, from 0; -1 is the last; none where there is no such one."""
    number = len(offers) - 1 if ordinal < 0 else ordinal
    return [offers[number]] if 0 <= number < len(offers) else []


def _at(heard: Heard, offers: Sequence[Offered], ear: Ear) -> Sequence[Offered] | None:
    """The offers at the time that was said; None when no time was said."""
    said = heard.when or (heard.what if offers else None)
    if said is None:
        return None
    meanings = [(offer, _meant(said, offer, heard, ear)) for offer in offers]
    if heard.when is None and all(meant is None for _, meant in meanings):
        return None
    return [offer for offer, meant in meanings if meant and _fits(offer, meant, ear)]


def _meant(said: str, offer: Offered, heard: Heard, ear: Ear) -> TimePhrase | None:
    """A bare time of day belongs to the day of the offer it is compared with."""
    day = local(offer.at, ear.zone).date()
    return ear.clock(said, day) if heard.when is None else ear.time(said, day)


def _fits(offer: Offered, meant: TimePhrase, ear: Ear) -> bool:
    candidates: tuple[TimePhrase, ...] = (
        meant.candidates if isinstance(meant, Ambiguous) else (meant,)
    )
    return any(_within(offer.at, one, ear) for one in candidates)


def _within(at: datetime, meant: TimePhrase | Certain, ear: Ear) -> bool:
    wall = local(at, ear.zone)
    match meant:
        case Exact(then):
            return at == then
        case OnDay(day):
            return wall.date() == day
        case Within(window, hours):
            inside = window.start <= at < window.end
            if hours is None or not inside:
                return inside
            return hours.earliest <= wall.time() and (
                hours.before is None or wall.time() < hours.before
            )
        case Open(after, before, day):
            on_day = day is None or wall.date() == day
            return on_day and (after is None or at >= after) and (before is None or at < before)
    return False

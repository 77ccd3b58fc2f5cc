"""How an offer sounds."""

from collections.abc import Sequence
from datetime import datetime

from askpro.domain.booking.offer import Offer
from askpro.domain.booking.service import Service
from askpro.domain.booking.slot import Slot
from askpro.domain.moment import local
from askpro.domain.telephony.answer import Answer
from askpro.domain.telephony.desk import Desk
from askpro.domain.telephony.spoken import (
    listed,
    say,
    say_refusal,
    spoken_clock,
    spoken_time,
)


def tell(desk: Desk, service: Service, offer: Offer, now: datetime) -> Answer:
    """The sentence about an offer, and the offered times as data."""
    data = {
        "exact": offer.exact,
        "service": service.name,
        "offers": [_told(desk, service, slot) for slot in offer.slots],
    }
    if offer.reason is not None:
        data["reason"] = offer.reason.code
    return Answer(bool(offer.slots), _sentence(desk, service, offer, now), data)


def _sentence(desk: Desk, service: Service, offer: Offer, now: datetime) -> str:
    language = desk.language
    if offer.exact and len(offer.slots) == 1:
        slot = offer.slots[0]
        time = spoken_time(slot.start, now, desk.zone, language)
        sentence = say("free", language, time=time, service=service.name, staff=_who(desk, slot))
        return sentence[0].upper() + sentence[1:]
    times = listed(_times(desk, offer.slots, now), language)
    if offer.exact:
        return say("free_choice", language, times=times)
    reason = say("nothing_free_window", language)
    if offer.reason is not None:
        reason = say_refusal(offer.reason, language)
    return say("not_free" if offer.slots else "nothing_free", language, reason=reason, times=times)


def _times(desk: Desk, slots: Sequence[Slot], now: datetime) -> list[str]:
    """Each time with its day, unless the one before was on the same day."""
    told = []
    last = None
    for slot in slots:
        wall = local(slot.start, desk.zone)
        if wall.date() == last:
            told.append(spoken_clock(wall, desk.language))
        else:
            told.append(spoken_time(slot.start, now, desk.zone, desk.language))
        last = wall.date()
    return told


def _told(desk: Desk, service: Service, slot: Slot) -> dict[str, str]:
    return {
        "start": slot.start.isoformat(),
        "local": local(slot.start, desk.zone).strftime("%Y-%m-%dT%H:%M"),
        "staff": _who(desk, slot),
        "service": service.name,
    }


def _who(desk: Desk, slot: Slot) -> str:
    member = desk.catalogue.member(slot.staff_id)
    assert member is not None, "a slot is of the desk's own catalogue"
    return member.name

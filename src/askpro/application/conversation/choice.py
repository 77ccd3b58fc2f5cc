"""Which service and which person the caller means, or the question which."""

from collections.abc import Mapping, Sequence
from datetime import date

from askpro.domain.booking.hold import Hold
from askpro.domain.booking.service import Service, StaffMember
from askpro.domain.ids import ServiceId, StaffId
from askpro.domain.phrases.matching import Found, Named, Several, match
from askpro.domain.phrases.utterance import Heard, read_utterance
from askpro.domain.telephony.answer import Answer
from askpro.domain.telephony.desk import Desk
from askpro.domain.telephony.spoken import listed, say, service_detail

TIME_ARGUMENTS = ("when", "date", "time")


def hear(desk: Desk, arguments: Mapping[str, str], on_day: date | None = None) -> Heard:
    """What the words about the time say, anchored at the start of the call.

    A model passes on whole sentences, so a service or a person named there counts too.
    ``on_day`` is the day a bare time of day belongs to.
    """
    said = " ".join(arguments[name] for name in TIME_ARGUMENTS if name in arguments)
    return read_utterance(
        said,
        desk.opened_at,
        desk.zone,
        desk.language.value,
        services=_services(desk),
        staff=_staff(desk),
        on_day=on_day,
    )


def chosen_service(
    desk: Desk, said: str | None, heard: Heard, held: Sequence[Hold]
) -> Service | Answer:
    """The named service; else what is on offer in this call; else the only one there is."""
    found = match(said, _services(desk)) if said else heard.service
    if isinstance(found, Found):
        service = desk.catalogue.service(found.id)
        assert service is not None
        return service
    if isinstance(found, Several):
        return _ask("ask_which_service", desk, found.ids)
    if said:
        return _ask("no_such_service", desk)
    pinned = {hold.service_id for hold in held}
    if len(pinned) == 1:
        service = desk.catalogue.service(pinned.pop())
        assert service is not None
        return service
    if len(desk.catalogue.services) == 1:
        return desk.catalogue.services[0]
    return _ask("ask_service", desk)


def chosen_staff(desk: Desk, said: str | None, heard: Heard) -> StaffMember | Answer | None:
    """The wished person, None where nobody was wished for, or the question who."""
    found = match(said, _staff(desk)) if said else heard.staff
    if isinstance(found, Found):
        return desk.catalogue.member(found.id)
    if isinstance(found, Several):
        names = [member.name for member in desk.catalogue.staff if member.id in found.ids]
        return _question("ask_staff", desk, names)
    if said:
        return _question("no_such_staff", desk, [member.name for member in desk.catalogue.staff])
    return None


def _question(key: str, desk: Desk, names: Sequence[str]) -> Answer:
    sentence = say(key, desk.language, staff=listed(names, desk.language))
    return Answer(False, sentence, {"missing": "staff", "staff": list(names)})


def _ask(key: str, desk: Desk, ids: Sequence[ServiceId] | None = None) -> Answer:
    """Short where one of a few is meant: with length and price, so the caller can choose."""
    services = [service for service in desk.catalogue.services if ids is None or service.id in ids]
    told = [service_detail(service, desk.language) if ids else service.name for service in services]
    sentence = say(key, desk.language, services=listed(told, desk.language))
    names = [service.name for service in services]
    return Answer(False, sentence, {"missing": "service", "services": names})


def _services(desk: Desk) -> Sequence[Named[ServiceId]]:
    return [
        Named(service.id, service.name, service.synonyms) for service in desk.catalogue.services
    ]


def _staff(desk: Desk) -> Sequence[Named[StaffId]]:
    return [Named(member.id, member.name) for member in desk.catalogue.staff]

"""The agent is asked what there is and when the place is open."""

from collections.abc import Mapping
from itertools import groupby

from askpro.domain.booking.hours import Opening
from askpro.domain.telephony.answer import Answer
from askpro.domain.telephony.desk import Desk
from askpro.domain.telephony.spoken import listed, say, service_detail, spoken_weekdays


def list_services(desk: Desk, _: Mapping[str, str]) -> Answer:
    """Every service with its length and price."""
    services = desk.catalogue.services
    told = [service_detail(service, desk.language) for service in services]
    return Answer(
        True,
        say("services", desk.language, services=listed(told, desk.language)),
        {
            "services": [
                {
                    "name": service.name,
                    "minutes": service.length_minutes,
                    "price_cents": service.price.cents,
                    "currency": service.price.currency.value,
                }
                for service in services
            ]
        },
    )


def get_opening_hours(desk: Desk, _: Mapping[str, str]) -> Answer:
    """Days with the same hours are said together."""
    openings = desk.catalogue.opening.openings
    if not openings:
        return Answer(False, say("no_hours", desk.language))
    by_hours = groupby(openings, key=lambda opening: (opening.start, opening.end))
    told = [_together(desk, list(group)) for _, group in by_hours]
    hours = "; ".join(told)
    return Answer(True, say("opening_hours", desk.language, hours=hours), {"hours": hours})


def _together(desk: Desk, group: list[Opening]) -> str:
    return say(
        "open_on",
        desk.language,
        day=spoken_weekdays([opening.weekday for opening in group], desk.language),
        start=f"{group[0].start:%H:%M}",
        end=f"{group[0].end:%H:%M}",
    )

"""The public holidays of the German states, from the ``holidays`` package."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from askpro.domain.booking.closing import State


@lru_cache(maxsize=256)
def german_public_holidays(state: State, year: int) -> Mapping[date, str]:
    """As the port says; each year is worked out once."""
    import holidays  # noqa: PLC0415  # half a second, which a start need not wait for

    found = holidays.country_holidays("DE", subdiv=state.value, years=[year], language="de")
    return MappingProxyType({day: found[day] for day in sorted(found)})

"""Something that was used and is to be charged: who, when, how much of which meters.

A call is one usage of two meters, seconds and the call itself; an appointment, a message
or what another system reports is one of one. The source key makes charging it twice
charging it once.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

import attrs

from askpro.domain.billing.charge import Charge
from askpro.domain.billing.meter import Meter
from askpro.domain.errors import Refused
from askpro.domain.ids import OrganisationId

FUTURE_TOLERANCE = timedelta(minutes=5)
OLDEST = timedelta(days=366)
MOST_QUANTITY = 10**12


@attrs.define
class NotUsage(Refused):
    """A usage is of a quantity from 0 to 10^12 and lies in the past year, not ahead."""

    source_key: str


@attrs.define
class AnotherUsage(Refused):
    """Under this key something else was charged; give what is new a key of its own."""

    source_key: str


@attrs.frozen
class Usage:
    """Quantities of meters, 0 or more, used together.

    ``occurred_at`` tells which month it counts in and which prices are in force;
    ``began_at``, where it took a while, which time of day its prices are of.
    """

    source_key: str
    organisation_id: OrganisationId
    occurred_at: datetime
    quantities: tuple[tuple[Meter, int], ...]
    text: str
    began_at: datetime | None = None

    @property
    def priced_at(self) -> datetime:
        return self.began_at or self.occurred_at

    def is_what(self, charges: Iterable[Charge]) -> bool:
        """Whether these charges, of its source key, are of this very usage."""
        charged = tuple(charges)
        same = all(
            charge.organisation_id == self.organisation_id
            and charge.occurred_at == self.occurred_at
            for charge in charged
        )
        quantities: Mapping[Meter, int] = {
            charge.rating.meter: charge.rating.quantity for charge in charged
        }
        return same and quantities == dict(self.quantities)


def refuse_untimely(usages: Sequence[Usage], now: datetime) -> None:
    """Refuse what lies ahead, what is older than the year, and what no ledger would hold.

    Raises:
        NotUsage: It names the source.
    """
    for usage in usages:
        timely = now - OLDEST <= usage.occurred_at <= now + FUTURE_TOLERANCE
        counted = all(0 <= quantity <= MOST_QUANTITY for _, quantity in usage.quantities)
        if not (timely and counted):
            raise NotUsage(usage.source_key)

"""What one vendor charges for one source, as far as it is known and booked.

    told      the vendor named a cost
    waiting   believed, but no exchange rate is known for the day yet
    odd       not believed; a person looks at it
    booked    the ledger shows it; a later cost books the difference

A vendor may tell a cost again, late and in any order, and it grows while it is told
(a transfer is billed afterwards): of several the largest counts, unless it was odd.
"""

from datetime import datetime
from enum import Enum

import attrs
from attrs.validators import ge

from askpro.domain.billing.vendor_cost import ExchangeRate, Odd, VendorAmount
from askpro.domain.errors import Missing
from askpro.domain.ids import OrganisationId
from askpro.domain.money import Money


@attrs.define
class NoSuchBill(Missing):
    """No vendor has told a cost for this."""


class Stage(Enum):
    """How far a bill has come."""

    TOLD = "told"
    WAITING = "waiting"
    ODD = "odd"
    BOOKED = "booked"


@attrs.frozen
class VendorBill:
    """A cost with what became of it; ``source`` is such as ``call:<id>``.

    ``booked`` is the sum in the ledger so far, by ``bookings`` transactions, the last one at
    ``rate``.
    """

    vendor: str
    source: str
    owner_id: OrganisationId
    occurred_at: datetime
    seconds: int = attrs.field(validator=ge(0))
    cost: VendorAmount
    stage: Stage = Stage.TOLD
    odd: Odd | None = None
    rate: ExchangeRate | None = None
    booked: Money | None = None
    bookings: int = attrs.field(default=0, validator=ge(0))

    @property
    def source_key(self) -> str:
        """What its first transaction is booked under, behind ``cost:``."""
        return f"{self.vendor}:{self.source.removeprefix('call:')}"

    def told(self, cost: VendorAmount, seconds: int) -> "VendorBill":
        """The bill after a cost was told again; one that is not believed is replaced."""
        if self.stage is Stage.ODD:
            if cost == self.cost:
                return self
        elif cost.currency is self.cost.currency and not cost.more_than(self.cost):
            return self
        return attrs.evolve(self, cost=cost, seconds=seconds, stage=Stage.TOLD, odd=None)

"""Say what a vendor's currency was worth on a day."""

import attrs

from askpro.domain.billing.vendor_cost import ExchangeRate
from askpro.domain.organisations.actor import Actor
from askpro.ports.storage import Storage


@attrs.frozen
class SetExchangeRate:
    """For the platform only; a rate that was wrong is replaced, what it booked stays."""

    storage: Storage

    def __call__(self, rate: ExchangeRate, *, by: Actor) -> None:
        """Raises ``NoSuchOrganisation`` for anybody but the platform."""
        with self.storage.begin(by.scope) as work:
            work.exchange_rates.put(rate)

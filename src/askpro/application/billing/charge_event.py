"""Charge what happened in the house itself, an appointment or a letter, if it has a price."""

from datetime import datetime

from askpro.application.billing.charge_usages import Charged, charge_usages
from askpro.application.notices.alert import alert
from askpro.domain.billing.chain import chain_in_force
from askpro.domain.billing.meter import Meter
from askpro.domain.billing.price_book import NoPrice
from askpro.domain.billing.usage import Usage
from askpro.domain.ids import OrganisationId
from askpro.ports.clock import NewId
from askpro.ports.storage import Work


def charge_event(
    work: Work,
    source_key: str,
    organisation_id: OrganisationId,
    meter: Meter,
    now: datetime,
    new_id: NewId,
) -> None:
    """Charge one of a meter that the company has a price for; its key makes twice once.

    Where a tier above has none the platform hears of it, and what happened stands.
    """
    if work.charges.under(source_key):
        return
    path = work.organisations.get(organisation_id).path
    chain = chain_in_force(path, *work.prices.along(path, now), now)
    if not chain.prices(meter):
        return
    usage = Usage(source_key, organisation_id, now, ((meter, 1),), source_key)
    try:
        charge_usages(work, [Charged(usage, chain)], now, new_id)
    except NoPrice as reason:
        text = f"{source_key} was not charged: {reason}"
        alert(work, f"not-charged:{source_key}", text)

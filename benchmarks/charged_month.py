"""A month of charges, inserted at once: each rated, none posted."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice

import sqlalchemy as sa

from askpro.adapters.sql.rows.billing import charge_row
from askpro.adapters.sql.tables.billing import charges
from askpro.domain.billing.chain import Chain, chain_in_force
from askpro.domain.billing.charge import Charge
from askpro.domain.billing.meter import CALL_SECOND
from askpro.domain.billing.rating import Rating
from askpro.domain.ids import ChargeId
from askpro.domain.moment import Interval
from askpro.domain.organisations.organisation import Organisation
from askpro.domain.organisations.scope import Scope
from askpro.entrypoints.container import Container
from benchmarks.town import Town

PIECE = 5000
DIFFERENT_CALLS = 200


def fill_month(container: Container, town: Town, month: Interval, number: int) -> None:
    """So many charges, evenly over the month and the companies."""
    rows = _rows(container, town, month, number)
    with container.writer().begin() as connection:
        while piece := list(islice(rows, PIECE)):
            connection.execute(sa.insert(charges), piece)
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text("ANALYZE charges"))


def _rows(
    container: Container, town: Town, month: Interval, number: int
) -> Iterator[dict[str, object]]:
    chains, new_id = _chains(container, town), container.new_id()
    lengths = [random.randint(20, 600) for _ in range(DIFFERENT_CALLS)]
    step = month.length / number
    for at in range(number):
        company = town.companies[at % len(town.companies)]
        rating: Rating = chains[company].rate(CALL_SECOND, lengths[at % DIFFERENT_CALLS])
        charge = Charge(
            ChargeId(new_id()),
            f"call:{month.start:%Y-%m}-{at}",
            company.id,
            month.start + step * at,
            rating,
            None,
        )
        yield charge_row(charge)


def _chains(container: Container, town: Town) -> dict[Organisation, Chain]:
    now = datetime.now(UTC)
    with container.storage().look(Scope.everything()) as work:
        return {
            company: chain_in_force(company.path, *work.prices.along(company.path, now), now)
            for company in town.companies
        }

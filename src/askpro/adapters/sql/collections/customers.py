"""The customers of the scope's companies."""

from collections.abc import Sequence
from functools import cache

import attrs
import sqlalchemy as sa

from askpro.adapters.sql.prepared import Prepared
from askpro.adapters.sql.rows.booking import customer_of, customer_row
from askpro.adapters.sql.sight import Sight, seen
from askpro.adapters.sql.tables.booking import customers
from askpro.domain.booking.customer import Customer, NoSuchCustomer
from askpro.domain.ids import CustomerId, OrganisationId
from askpro.ports.storage import AlreadyThere, Customers


@cache
def _with_phone(everywhere: bool) -> Prepared:
    """Stands ready, because every question of a call runs it."""
    found = sa.select(customers).where(
        customers.c.organisation_id == sa.bindparam("of_owner", type_=sa.Uuid()),
        customers.c.phone == sa.bindparam("of_phone", type_=sa.Text()),
        seen(customers.c.organisation_id, everywhere),
    )
    return Prepared(lambda _: found.order_by(customers.c.id))  # ids sort by age


@attrs.frozen
class SqlCustomers(Customers):
    """A customer never changes company."""

    _sight: Sight

    def add(self, customer: Customer) -> None:
        self._sight.insist_on(customer.organisation_id)
        if not self._sight.add(customers, customer_row(customer)):
            raise AlreadyThere(customer.name)

    def get(self, id: CustomerId) -> Customer:
        row = self._sight.first(
            sa.select(customers).where(
                customers.c.id == id, self._sight.sees(customers.c.organisation_id)
            )
        )
        if row is None:
            raise NoSuchCustomer
        return customer_of(row)

    def save(self, customer: Customer) -> None:
        same = sa.update(customers).where(
            customers.c.id == customer.id,
            customers.c.organisation_id == customer.organisation_id,
            self._sight.sees(customers.c.organisation_id),
        )
        if not self._sight.change(same.values(customer_row(customer))):
            raise NoSuchCustomer

    def with_phone(self, organisation_id: OrganisationId, phone: str) -> Sequence[Customer]:
        facts = {"of_owner": organisation_id, "of_phone": phone, **self._sight.root}
        rows = _with_phone(self._sight.everywhere).all(self._sight.connection, facts)
        return [customer_of(row) for row in rows]

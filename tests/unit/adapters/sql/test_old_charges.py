"""Charges of before are noted for statements when the schema comes that knows of them."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import attrs
import sqlalchemy as sa

from askpro.adapters.sql.engine import make_engine
from askpro.adapters.sql.migrations import upgrade
from askpro.adapters.sql.rows.billing import charge_row
from askpro.adapters.sql.rows.commission import item_of
from askpro.adapters.sql.rows.organisations import organisation_row
from askpro.adapters.sql.tables.billing import charges
from askpro.adapters.sql.tables.commission import commission_items
from askpro.adapters.sql.tables.organisations import organisations
from askpro.domain.billing.commission_item import counted_of
from askpro.domain.ids import ChargeId
from askpro.testing.contracts.storage.commission import agents_charge
from askpro.testing.world import unplanted

BEFORE = "0010"


def test_old_charges_are_noted(empty_url: str) -> None:
    engine, world = make_engine(empty_url), unplanted()
    upgrade(engine, BEFORE)
    old = [
        attrs.evolve(
            agents_charge(world, f"call:{number}", 42, before=42 * number),
            id=ChargeId(uuid4()),
            occurred_at=datetime(2026, 10, 31, 22, 59, 59 - number, tzinfo=UTC),
        )
        for number in range(3)
    ]
    tree = (world.platform, world.reseller, world.salon.company)
    with engine.begin() as connection:
        _insert(connection, organisations, [organisation_row(one) for one in tree])
        _insert(connection, charges, [charge_row(charge) for charge in old])

    upgrade(engine)

    with engine.connect() as connection:
        found = connection.execute(sa.select(commission_items)).all()
    assert sorted((item_of(row) for row in found), key=lambda item: item.source_key) == [
        item for charge in old for item in counted_of(charge)
    ]
    engine.dispose()


def _insert(connection: sa.Connection, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    """The columns that there were then."""
    known = {column["name"] for column in sa.inspect(connection).get_columns(table.name)}
    for row in rows:
        then = {name: value for name, value in row.items() if name in known}
        connection.execute(sa.insert(table).values(then))

"""What a debit costs with and without bonus, counted where the driver is asked."""

from typing import Any

import psycopg
import pytest
import sqlalchemy as sa

from askpro.adapters.sql.collections.bonus import SqlBonus
from askpro.adapters.sql.collections.wallets import SqlWallets
from askpro.adapters.sql.sight import Sight
from askpro.adapters.sql.storage import SqlStorage
from askpro.domain.billing.lots import Lot
from askpro.domain.billing.wallet import Due, Paid
from askpro.domain.ids import LotId
from askpro.domain.organisations.scope import Scope
from tests.unit.adapters.sql import things
from tests.unit.adapters.sql.things import COMPANY, NOON, RESELLER

CHAIN = (COMPANY.id, RESELLER.id)


def listen(connection: sa.Connection) -> list[str]:
    """What this connection executes from now on, however it is asked."""
    heard: list[str] = []
    driver: Any = connection.connection.dbapi_connection
    if connection.dialect.name == "sqlite":
        driver.set_trace_callback(heard.append)
        return heard

    class Heard(psycopg.Cursor[Any]):
        def execute(self, query: Any, *rest: Any, **more: Any) -> Any:
            heard.append(str(query))
            return super().execute(query, *rest, **more)

    driver.cursor_factory = Heard
    return heard


def settle(wallets: SqlWallets, source: str) -> list[Paid]:
    return list(wallets.settle([Due(source, owner, 100) for owner in CHAIN], NOON))


@pytest.fixture
def connection(storage: SqlStorage, engine: sa.Engine) -> Any:
    with storage.begin(Scope.everything()) as work:
        for owner in CHAIN:
            work.wallets.credit(owner, 1000)
    with engine.begin() as connection:
        yield connection
        connection.rollback()


def test_a_chain_without_bonus_is_debited_by_as_many_statements_as_ever(
    connection: sa.Connection,
) -> None:
    wallets = SqlWallets(Sight(lambda: connection, Scope.everything()))
    settle(wallets, "call:1")  # what stands ready has been made
    heard = listen(connection)

    paid = settle(wallets, "call:2")

    assert paid == [Paid(owner, 100) for owner in CHAIN]
    assert len(heard) == (4 if connection.dialect.name == "sqlite" else 2)
    assert not any("lots" in statement for statement in heard)


def test_bonus_of_one_wallet_costs_the_others_nothing(connection: sa.Connection) -> None:
    sight = Sight(lambda: connection, Scope.everything())
    wallets = SqlWallets(sight)
    SqlBonus(sight).grant(Lot(LotId(things.new_id()), COMPANY.id, RESELLER.id, 150, NOON))
    heard = listen(connection)

    paid = settle(wallets, "call:1")
    spent = len(heard)
    settle(wallets, "call:2")
    heard.clear()
    settle(wallets, "call:3")

    assert paid == [Paid(COMPANY.id, 0, 0, 100), Paid(RESELLER.id, 100)]
    on_sqlite = connection.dialect.name == "sqlite"
    assert spent <= (12 if on_sqlite else 9)
    assert len(heard) == (4 if on_sqlite else 2), "bonus that is used up costs nothing any more"

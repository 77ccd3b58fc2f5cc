"""Several nodes that pay out in the same moment pay once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from uuid import uuid4

import pytest

from askpro.application.billing.pay_out_commissions import PayOutCommissions
from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.commission_account import Payout, Transfer
from askpro.domain.ids import AgreementId
from askpro.ports.storage import Storage
from askpro.testing.world import NOON
from tests.contract.test_storage import migrate, sql_storage
from tests.postgres import Databases
from tests.unit.application.billing.test_commission_histories import Books

NODES = 4


@pytest.fixture(params=["sqlite", "postgresql"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Storage]:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'askpro.db'}"
        migrate(url)
        with sql_storage(url) as storage:
            yield storage
        return
    databases: Databases = request.getfixturevalue("postgres_databases")
    with databases.fresh(migrate) as url, sql_storage(url) as storage:
        yield storage


def test_nodes_that_pay_out_at_once_pay_once(storage: Storage) -> None:
    books = Books(storage, Agreement.flat("25", AgreementId(uuid4())))
    books.sell(40_000, NOON - timedelta(days=20))
    together = Barrier(NODES)

    def run(_: int) -> list[object]:
        together.wait()
        pay_out = PayOutCommissions(storage, lambda: NOON, uuid4, Transfer.TO_PAY)
        return [decision.outcome for decision in pay_out()]

    with ThreadPoolExecutor(NODES) as nodes:
        outcomes = [outcome for told in nodes.map(run, range(NODES)) for outcome in told]

    assert len([one for one in outcomes if isinstance(one, Payout)]) == 1
    account = books.account()
    assert [(one.number, one.cents) for one in account.payouts] == [(1, 10_000)]
    # A first customer's bonus (7.00) has been booked once as well; its month is not over.
    assert account.standing().carry.cents == 700

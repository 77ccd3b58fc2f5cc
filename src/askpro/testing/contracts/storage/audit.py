"""What should not be is found, by commands that leave it behind on purpose."""

from collections.abc import Callable
from datetime import timedelta

import attrs
import pytest

from askpro.domain.billing.audit import DAYS_WITHOUT_RATE, Check, Finding
from askpro.domain.billing.vendor_bill import Stage
from askpro.domain.billing.wallet import Due, Reservation
from askpro.domain.notices.notice import Told
from askpro.domain.telephony.call import CallStatus
from askpro.ports.storage import Storage, Work
from askpro.testing.contracts.storage.billing import a_charge, a_transaction
from askpro.testing.contracts.storage.commission import PERIOD, QUARTER, a_bill
from askpro.testing.contracts.storage.planted import Planted
from askpro.testing.contracts.storage.wallets import open_wallet
from askpro.testing.world import EVERYTHING, NOON, World, minutes

LATER = NOON + minutes(61)


def _unended(work: Work, world: World) -> Finding:
    work.wallets.credit(world.salon.id, 10)
    work.wallets.reserve(Reservation("call:1", world.salon.id, 10, NOON))
    return Finding("call:1", true=NOON.isoformat())


def _unbooked(work: Work, world: World) -> Finding:
    charge = a_charge(world, "call:1")
    work.charges.add([charge])
    return Finding("call:1", str(charge.rating.paid.cents))


def _uncharged(work: Work, world: World) -> Finding:
    work.ledger.post(a_transaction("call:1", world.salon.id, world.reseller.id))
    work.ledger.post(a_transaction("topup:1", world.salon.id, world.reseller.id))
    return Finding("call:1")


def _silent(work: Work, world: World) -> Finding:
    for id in ("1", "2"):
        met = work.calls.meet(world.salon.call(id))
        work.calls.save(attrs.evolve(met, status=CallStatus.ENDED, ended_at=NOON))
    work.calls.meet(world.salon.call("3"))
    _tell(work, world, "alert:not-charged:call:2")
    return Finding("1", true=NOON.isoformat())


def _in_debt(work: Work, world: World) -> Finding:
    work.wallets.settle([Due("call:1", world.salon.id, 1007), Due("call:2", world.garage.id, 1008)])
    _tell(work, world, f"alert:owed:call:2:{world.garage.id}")
    return Finding(str(world.salon.id), "7")


def _strayed(work: Work, _: World) -> Finding:
    work.charges.raise_base(QUARTER.id, PERIOD, 400)
    return Finding(str(QUARTER.id), "400", "0")


def _waiting(work: Work, world: World) -> Finding:
    long_ago = NOON - timedelta(days=DAYS_WITHOUT_RATE)
    for source, at, stage in (
        ("call:1", long_ago, Stage.WAITING),
        ("call:2", long_ago, Stage.ODD),
        ("call:3", LATER, Stage.WAITING),
    ):
        work.vendor_costs.meet(attrs.evolve(a_bill(world, source), occurred_at=at, stage=stage))
    return Finding("retell call:1", true=long_ago.isoformat())


def _tell(work: Work, world: World, key: str) -> None:
    work.letters.keep(Told(key, world.platform.id, "a@example.org", "", NOON))


LEFT_BEHIND: dict[Check, Callable[[Work, World], Finding]] = {
    Check.OVERDUE: _unended,
    Check.UNBOOKED_CHARGE: _unbooked,
    Check.UNCHARGED_POSTING: _uncharged,
    Check.SILENT_CALL: _silent,
    Check.SILENT_DEBT: _in_debt,
    Check.BASE: _strayed,
    Check.WAITING_COST: _waiting,
}
"""What storage itself never lets happen (two of one source key, a wrong sum) is not here."""


class AuditClaims(Planted):
    """Audit."""

    @pytest.mark.parametrize("check", Check)
    def test_nothing_is_found_where_nothing_is(
        self, storage: Storage, world: World, check: Check
    ) -> None:
        open_wallet(storage, world.salon.id)

        with storage.look(EVERYTHING) as work:
            assert list(work.audit.find(check, LATER)) == []

    @pytest.mark.parametrize("check", LEFT_BEHIND)
    def test_what_should_not_be_is_found(
        self, storage: Storage, world: World, check: Check
    ) -> None:
        for owner in (world.salon.id, world.garage.id):
            open_wallet(storage, owner)
        with storage.begin(EVERYTHING) as work:
            left = LEFT_BEHIND[check](work, world)

        with storage.look(EVERYTHING) as work:
            found = [list(work.audit.find(check, LATER, most)) for most in (100, 0)]

        assert found == [[left], []]

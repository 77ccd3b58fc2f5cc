"""Invariants 8, 9, 34 and 35 over storage: the same rules on memory, SQLite and PostgreSQL.

A model that knows only the pure domain does what the storage does; after every step they
agree on the wallet, its lots and what is reserved.
"""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import attrs
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from askpro.adapters.memory import MemoryStorage
from askpro.domain.billing.lots import Lot, expire
from askpro.domain.billing.meter import CALL, SMS, Metered
from askpro.domain.billing.spending import Met, covers, debit, give_back, with_bonus
from askpro.domain.billing.wallet import CannotPay, Due, Reservation, Wallet
from askpro.domain.ids import LotId, OrganisationId
from askpro.domain.money import Money
from askpro.domain.organisations.organisation import Kind, below
from askpro.ports.storage import Storage
from askpro.testing.world import EVERYTHING, NOON, World, minutes, plant, some_id
from tests.contract.test_storage import migrate, sql_storage
from tests.postgres import Databases

METERS = st.sampled_from((None, frozenset({SMS}), frozenset({CALL})))
CENTS = st.integers(0, 300)
LIMIT = 100


@attrs.define
class Model:
    """What the domain says."""

    wallet: Wallet
    lots: dict[LotId, Lot] = attrs.field(factory=dict)
    ended: set[LotId] = attrs.field(factory=set)
    open: dict[str, Reservation] = attrs.field(factory=dict)
    known: set[str] = attrs.field(factory=set)
    paid: dict[str, tuple[int, Met]] = attrs.field(factory=dict)

    @property
    def open_lots(self) -> list[Lot]:
        return [lot for lot in self.lots.values() if lot.id not in self.ended]


class WalletMachine(RuleBasedStateMachine):
    """Each run has a wallet of its own in the storage of its subclass."""

    storage: Storage
    world: World

    def __init__(self) -> None:
        super().__init__()
        self.owner = OrganisationId(some_id())
        self.now = NOON
        self.number = 0
        opened = Wallet(self.owner, Money(0), credit_limit_cents=LIMIT)
        with self.storage.begin(EVERYTHING) as work:
            work.organisations.add(below(self.world.reseller, self.owner, Kind.COMPANY, "One"))
            work.wallets.open(opened)
        self.model = Model(opened)

    def source(self) -> str:
        self.number += 1
        return f"call:{self.owner}:{self.number}"

    @rule(cents=CENTS)
    def top_up(self, cents: int) -> None:
        with self.storage.begin(EVERYTHING) as work:
            settled = work.wallets.credit(self.owner, cents)
        assert settled == min(cents, self.model.wallet.owed_cents)
        self.model.wallet = self.model.wallet.credited(cents)

    @rule(cents=st.integers(1, 200), hours=st.none() | st.integers(1, 30), meters=METERS)
    def grant(self, cents: int, hours: int | None, meters: Any) -> None:
        ends = None if hours is None else self.now + timedelta(hours=hours)
        giver = self.world.reseller.id
        lot = Lot(
            LotId(some_id()), self.owner, giver, cents, self.now, expires_at=ends, meters=meters
        )
        with self.storage.begin(EVERYTHING) as work:
            work.bonus.grant(lot)
        self.model.lots[lot.id] = lot
        self.model.wallet = with_bonus(self.model.wallet, lot, cents)

    @rule(cents=CENTS, meter=st.sampled_from((SMS, CALL)), lasts=st.integers(1, 30))
    def reserve(self, cents: int, meter: Any, lasts: int) -> None:
        ends, source = self.now + timedelta(hours=lasts), self.source()
        wanted = Reservation(source, self.owner, cents, ends, metered=(Metered(meter, cents),))
        may = covers(self.model.wallet, self.model.open_lots, wanted, None)
        try:
            with self.storage.begin(EVERYTHING) as work:
                work.wallets.reserve(wanted)
        except CannotPay:
            assert not may
            return
        assert may
        self.model.open[source] = wanted
        self._reserved(cents)

    @rule(cents=CENTS, data=st.data())
    def extend(self, cents: int, data: st.DataObject) -> None:
        if not self.model.open:
            return
        kept = self.model.open[data.draw(st.sampled_from(sorted(self.model.open)))]
        more = attrs.evolve(kept, cents=cents, metered=(), expires_at=self.now + minutes(90))
        may = self.model.wallet.available.cents >= cents
        try:
            with self.storage.begin(EVERYTHING) as work:
                done = work.reservations.extend(more, self.now)
        except CannotPay:
            assert not may
            assert self.now < kept.expires_at
            return
        assert done is (self.now < kept.expires_at)
        if done:
            longer = max(kept.expires_at, more.expires_at)
            self.model.open[kept.source_key] = attrs.evolve(
                kept, cents=kept.cents + cents, expires_at=longer
            )
            self._reserved(cents)

    @rule(first=CENTS, second=CENTS, data=st.data())
    def settle(self, first: int, second: int, data: st.DataObject) -> None:
        new = self.source()
        source = data.draw(st.sampled_from([new, *sorted(self.model.open)]))
        metered = (Metered(SMS, first), Metered(CALL, second))
        due = Due(source, self.owner, first + second, metered)
        ended = self.model.open.pop(source, None)
        freed = ended.cents if ended else 0
        made = debit(self.model.wallet, self.model.open_lots, due, self.now, freed_cents=freed)
        with self.storage.begin(EVERYTHING) as work:
            paid = work.wallets.settle([due], self.now)
        assert paid == [made.paid]
        self.model.wallet = made.wallet
        self.model.lots.update({lot.id: lot for lot in made.lots})
        self.model.paid[source] = (due.cents, Met().plus(made))

    @rule(data=st.data())
    def refund(self, data: st.DataObject) -> None:
        if not self.model.paid:
            return
        source = data.draw(st.sampled_from(sorted(self.model.paid)))
        left, met = self.model.paid[source]
        cents = data.draw(st.integers(0, left))
        lots = list(self.model.lots.values())
        made = give_back(self.model.wallet, lots, self.model.ended, met, cents)
        with self.storage.begin(EVERYTHING) as work:
            back = work.wallets.give_back(source, self.owner, cents)
        assert back == made.back
        self.model.wallet = made.wallet
        self.model.lots.update({lot.id: lot for lot in made.lots})
        self.model.paid[source] = (left - cents, made.met)

    @rule(hours=st.integers(1, 12))
    def time_goes_on(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(back=st.integers(0, 12))
    def what_is_over_ends_whatever_the_clock_does(self, back: int) -> None:
        now = self.now - timedelta(hours=back)
        self._end_lots(now)
        with self.storage.begin(EVERYTHING) as work:
            ended = work.reservations.expire(self.owner, now)
        over = {key: row for key, row in self.model.open.items() if row.expires_at <= now}
        assert {row.source_key for row in ended} == set(over)
        for key, row in over.items():
            del self.model.open[key]
            self._reserved(-row.cents)

    def _end_lots(self, now: datetime) -> None:
        with self.storage.begin(EVERYTHING) as work:
            broke = work.bonus.end(self.owner, now)
        expected = {}
        for lot in list(self.model.lots.values()):
            after, cents = expire(lot, now)
            if not lot.has_expired(now):
                continue
            if lot.id not in self.model.ended:
                self.model.wallet = with_bonus(self.model.wallet, lot, -cents)
                self.model.ended.add(lot.id)
            self.model.lots[lot.id] = after
            if cents:
                expected[lot.id] = cents
        assert {lot.id: cents for lot, cents in broke} == expected

    def _reserved(self, cents: int) -> None:
        wallet = self.model.wallet
        self.model.wallet = attrs.evolve(wallet, reserved_cents=wallet.reserved_cents + cents)

    @invariant()
    def storage_and_domain_agree(self) -> None:
        with self.storage.look(EVERYTHING) as work:
            wallet, lots = work.wallets.get(self.owner), work.bonus.of(self.owner)
        assert wallet == self.model.wallet
        assert {lot.id: lot for lot in lots} == self.model.lots

    @invariant()
    def test_8_9_nothing_is_undercut(self) -> None:
        wallet = self.model.wallet
        assert wallet.balance.cents >= -LIMIT
        assert wallet.reserved_cents == sum(row.cents for row in self.model.open.values())

    @invariant()
    def test_34_35_bonus_is_its_lots_and_never_money(self) -> None:
        wallet = self.model.wallet
        free = [lot for lot in self.model.open_lots if lot.meters is None]
        bound = [lot for lot in self.model.open_lots if lot.meters is not None]
        assert wallet.bonus_cents == sum(lot.left_cents for lot in free)
        assert wallet.bound_bonus_cents == sum(lot.left_cents for lot in bound)
        assert wallet.refundable.cents <= max(wallet.balance.cents, 0)


def run(storage: Storage, examples: int) -> None:
    here = {"storage": storage, "world": plant(storage)}
    run_state_machine_as_test(
        type("Here", (WalletMachine,), here),
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_8_9_34_35_in_memory() -> None:
    run(MemoryStorage(), 80)


def test_8_9_34_35_on_sqlite(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'askpro.db'}"
    migrate(url)
    with sql_storage(url) as storage:
        run(storage, 25)


def test_8_9_34_35_on_postgresql(postgres_databases: Databases) -> None:
    with postgres_databases.fresh(migrate) as url, sql_storage(url) as storage:
        run(storage, 25)

"""Wallets, the ledger and charges, alone and with many at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import attrs
import pytest
import sqlalchemy as sa

from askpro.adapters.sql.storage import SqlStorage
from askpro.domain.billing.ledger import Account, Purpose, balances
from askpro.domain.billing.wallet import CannotPay, Due, NoSuchWallet, Paid, Reservation, Wallet
from askpro.domain.ids import AgreementId, OrganisationId, TransactionId
from askpro.domain.money import Money
from askpro.domain.organisations.organisation import Kind, below
from askpro.domain.organisations.scope import Scope
from askpro.ports.storage import AlreadyThere, Work
from tests.unit.adapters.sql import things
from tests.unit.adapters.sql.things import COMPANY, NOON, PLATFORM, RESELLER

EVERYTHING = Scope.everything()


def reserve(work: Work, source_key: str, cents: int) -> None:
    work.wallets.reserve(Reservation(source_key, COMPANY.id, cents, NOON + timedelta(minutes=5)))


def test_a_reservation_is_made_once_and_ends_once(work: Work) -> None:
    work.wallets.credit(COMPANY.id, 1000)

    reserve(work, "call:1", 300)
    reserve(work, "call:1", 900)
    assert work.wallets.get(COMPANY.id) == Wallet(COMPANY.id, Money(1000), 300)

    work.wallets.settle([Due("call:1", COMPANY.id, 200)])
    work.wallets.release("call:1")
    reserve(work, "call:1", 300)
    assert work.wallets.get(COMPANY.id) == Wallet(COMPANY.id, Money(800))


def test_who_cannot_pay_is_named_and_nothing_is_kept(work: Work) -> None:
    work.wallets.credit(COMPANY.id, 299)

    with pytest.raises(CannotPay) as refusal:
        reserve(work, "call:1", 300)

    assert refusal.value.organisation_id == COMPANY.id
    assert refusal.value.needed == Money(300)
    work.wallets.credit(COMPANY.id, 1)
    reserve(work, "call:1", 300)
    assert work.wallets.get(COMPANY.id).available == Money(0)


def test_settling_takes_what_others_have_not_reserved_and_owes_the_rest(work: Work) -> None:
    work.wallets.credit(COMPANY.id, 1000)
    reserve(work, "call:1", 300)
    reserve(work, "call:2", 600)

    first = work.wallets.settle([Due("call:1", COMPANY.id, 450)])
    assert first == [Paid(COMPANY.id, 400, 50)]
    assert work.wallets.get(COMPANY.id) == Wallet(COMPANY.id, Money(600), 600, owed_cents=50)

    second = work.wallets.settle([Due("call:2", COMPANY.id, 500)])
    assert second == [Paid(COMPANY.id, 500)]
    assert work.wallets.get(COMPANY.id) == Wallet(COMPANY.id, Money(100), owed_cents=50)
    with pytest.raises(CannotPay):
        reserve(work, "call:3", 51)


def test_a_top_up_settles_what_is_owed_first(work: Work) -> None:
    work.wallets.settle([Due("call:1", COMPANY.id, 150)])

    assert work.wallets.credit(COMPANY.id, 100) == 100
    assert work.wallets.credit(COMPANY.id, 100) == 50
    assert work.wallets.credit(COMPANY.id, 100) == 0
    assert work.wallets.get(COMPANY.id) == Wallet(COMPANY.id, Money(150))


def test_release_ends_the_reservations_of_the_whole_chain(work: Work) -> None:
    for tier in (RESELLER, COMPANY):
        work.wallets.credit(tier.id, 500)
        work.wallets.reserve(Reservation("call:1", tier.id, 200, NOON))

    work.wallets.release("call:1")

    for tier in (RESELLER, COMPANY):
        assert work.wallets.get(tier.id) == Wallet(tier.id, Money(500))


def test_without_a_wallet_nothing_is_paid(work: Work) -> None:
    nobody = OrganisationId(things.new_id())

    with pytest.raises(NoSuchWallet):
        work.wallets.get(nobody)
    with pytest.raises(NoSuchWallet):
        work.wallets.reserve(Reservation("call:1", nobody, 1, NOON))
    with pytest.raises(NoSuchWallet):
        work.wallets.settle([Due("call:1", nobody, 1)])
    with pytest.raises(NoSuchWallet):
        work.wallets.credit(nobody, 1)
    with pytest.raises(AlreadyThere):
        work.wallets.open(Wallet(COMPANY.id, Money(0)))


def test_two_hundred_debits_at_once_never_undercut_the_limit(storage: SqlStorage) -> None:
    limit, filled = 500, 10_000
    owner = below(RESELLER, OrganisationId(things.new_id()), Kind.COMPANY, "Busy")
    with storage.begin(EVERYTHING) as work:
        work.organisations.add(owner)
        work.wallets.open(Wallet(owner.id, Money(0), credit_limit_cents=limit))
        work.wallets.credit(owner.id, filled)

    def settle(number: int) -> Paid:
        with storage.begin(EVERYTHING) as work:
            return work.wallets.settle([Due(f"call:{number}", owner.id, 70)])[0]

    with ThreadPoolExecutor(8) as threads:
        paid = list(threads.map(settle, range(200)))

    with storage.look(EVERYTHING) as work:
        wallet = work.wallets.get(owner.id)
    assert wallet.balance.cents == -limit
    assert sum(line.from_balance_cents for line in paid) == filled + limit
    assert wallet.owed_cents == sum(line.owed_cents for line in paid) == 200 * 70 - filled - limit


def test_reserving_and_settling_at_once_ends_each_reservation_once(storage: SqlStorage) -> None:
    with storage.begin(EVERYTHING) as work:
        work.wallets.credit(COMPANY.id, 100_000)

    def call(number: int) -> None:
        with storage.begin(EVERYTHING) as work:
            reserve(work, f"call:{number}", 300)
        with storage.begin(EVERYTHING) as work:
            work.wallets.settle([Due(f"call:{number}", COMPANY.id, 200 + number % 3)])

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(call, range(60)))

    with storage.look(EVERYTHING) as work:
        assert work.wallets.get(COMPANY.id) == Wallet(COMPANY.id, Money(100_000 - 60 * 201))


def test_reservations_at_once_take_no_more_than_is_there(storage: SqlStorage) -> None:
    with storage.begin(EVERYTHING) as work:
        work.wallets.credit(COMPANY.id, 1000)

    def try_to_reserve(number: int) -> bool:
        try:
            with storage.begin(EVERYTHING) as work:
                reserve(work, f"call:{number}", 90)
        except CannotPay:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        reserved = list(threads.map(try_to_reserve, range(40)))

    assert sum(reserved) == 11
    with storage.look(EVERYTHING) as work:
        assert work.wallets.get(COMPANY.id).available == Money(10)


def test_the_first_posting_under_a_source_key_counts(storage: SqlStorage) -> None:
    transactions = [things.a_transaction("call:1", cents) for cents in range(400, 408)]

    def post(number: int) -> tuple[bool, TransactionId]:
        with storage.begin(EVERYTHING) as work:
            posted = work.ledger.post(transactions[number])
            return posted.new, posted.transaction.id

    with ThreadPoolExecutor(8) as threads:
        posted = list(threads.map(post, range(8)))

    assert sum(new for new, _ in posted) == 1
    assert len({stored_id for _, stored_id in posted}) == 1
    with storage.look(EVERYTHING) as work:
        stored = work.ledger.under("call:1")
        assert stored in transactions
        assert list(work.ledger.all()) == [stored]


def test_balances_are_the_sum_of_all_entries(work: Work) -> None:
    transactions = [
        attrs.evolve(
            things.a_transaction(f"call:{n}", 400 + n), posted_at=NOON + timedelta(hours=n)
        )
        for n in range(3)
    ]
    for transaction in reversed(transactions):
        work.ledger.post(transaction)

    assert list(work.ledger.all()) == transactions
    assert work.ledger.balances() == balances(transactions)
    assert work.ledger.balances()[Account(PLATFORM.id, Purpose.REVENUE)] == 903
    assert work.ledger.get(transactions[0].id) == transactions[0]


@pytest.mark.parametrize("table", ["transactions", "entries"])
@pytest.mark.parametrize("change", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_the_database_refuses_to_change_what_was_posted(
    storage: SqlStorage, engine: sa.Engine, table: str, change: str
) -> None:
    with storage.begin(EVERYTHING) as work:
        work.ledger.post(things.a_transaction("call:1"))
    column = "text" if table == "transactions" else "purpose"

    with pytest.raises(sa.exc.IntegrityError, match="are never"), engine.begin() as connection:
        connection.execute(sa.text(change.format(table, column, column)))


def test_one_source_is_charged_once_for_a_meter(work: Work) -> None:
    transaction = things.a_transaction("call:1")
    work.ledger.post(transaction)
    charge = things.a_charge("call:1", transaction)
    work.charges.add([charge])

    with pytest.raises(AlreadyThere):
        work.charges.add([things.a_charge("call:2"), things.a_charge("call:1")])

    assert work.charges.get(charge.id) == charge
    assert work.charges.under("call:1") == [charge]


def test_bases_add_up_with_many_at_once(storage: SqlStorage) -> None:
    one, other = AgreementId(things.new_id()), AgreementId(things.new_id())

    def sell(number: int) -> int:
        with storage.begin(EVERYTHING) as work:
            both = [one, other] if number % 2 else [other, one]
            before = work.charges.bases(both, "2026-11")[one]
            work.charges.raise_base(one, "2026-11", 42)
            return before

    with ThreadPoolExecutor(6) as threads:
        seen = list(threads.map(sell, range(30)))

    assert sorted(seen) == [42 * number for number in range(30)]
    with storage.begin(EVERYTHING) as work:
        work.charges.raise_base(other, "2026-12", 7)
        assert work.charges.bases([one, other], "2026-11") == {one: 1260, other: 0}
        assert work.charges.bases([one, other], "2026-12") == {one: 0, other: 7}
        assert work.charges.bases([], "2026-11") == {}

"""Reversals, seals, closed months, and reading all of it."""

from collections.abc import Sequence

import attrs
import pytest

from askpro.domain.billing.closed import ClosedPeriod
from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.ledger import AlreadyReversed, Transaction
from askpro.domain.billing.seal import Seal, seal, verify
from askpro.domain.billing.terms import Terms
from askpro.domain.ids import AgreementId, TransactionId
from askpro.domain.money import Money
from askpro.ports.storage import NoSuchOrganisation, Storage
from askpro.testing.contracts.storage.billing import a_charge, a_transaction
from askpro.testing.contracts.storage.planted import Planted
from askpro.testing.contracts.storage.race import at_once
from askpro.testing.contracts.storage.wallets import open_wallet, settle
from askpro.testing.world import EVERYTHING, NOON, World, minutes, some_id


def posted(storage: Storage, world: World, *after_minutes: float) -> list[Transaction]:
    """Transactions of the salon, posted so many minutes after noon."""
    made = [
        attrs.evolve(
            a_transaction(f"call:{some_id()}", world.salon.id, world.reseller.id),
            posted_at=NOON + minutes(number),
        )
        for number in after_minutes
    ]
    with storage.begin(EVERYTHING) as work:
        for transaction in made:
            work.ledger.post(transaction)
    return made


def sealed(storage: Storage) -> Sequence[Seal]:
    """Seal what has no seal."""
    with storage.begin(EVERYTHING) as work:
        head = work.seals.head()
        seals = seal(head, work.seals.unsealed(1000))
        assert work.seals.append(seals)
    return seals


def reversal_of(transaction: Transaction, key: str) -> Transaction:
    return transaction.reversed(TransactionId(some_id()), key, NOON + minutes(60))


class BookClaims(Planted):
    """Ledger.reversed_by, Seals, Closings, Books."""

    def test_05_a_transaction_is_taken_back_once_whatever_the_source_key(
        self, storage: Storage, world: World
    ) -> None:
        (first,) = posted(storage, world, 1)
        reversal = reversal_of(first, "by hand 1")
        with storage.begin(EVERYTHING) as work:
            assert work.ledger.reversed_by(first.id) is None
            work.ledger.post(reversal)

        with pytest.raises(AlreadyReversed), storage.begin(EVERYTHING) as work:
            work.ledger.post(reversal_of(first, "by hand 2"))

        with storage.look(world.salon.scope) as work:
            assert work.ledger.reversed_by(first.id) == reversal.id
            assert work.ledger.get(reversal.id) == reversal
            assert sum(1 for _ in work.ledger.all()) == 2
        with storage.look(world.stranger.scope) as work:
            assert work.ledger.reversed_by(first.id) is None

    def test_05_a_reversal_of_a_reversal_leads_back_to_both(
        self, storage: Storage, world: World
    ) -> None:
        (first,) = posted(storage, world, 1)
        reversal = reversal_of(first, "r")
        again = reversal_of(reversal, "rr")
        with storage.begin(EVERYTHING) as work:
            work.ledger.post(reversal)
            work.ledger.post(again)

        with storage.look(EVERYTHING) as work:
            assert work.ledger.get(again.id).reverses == reversal.id
            assert work.ledger.get(reversal.id).reverses == first.id
            balances = work.ledger.balances()

        assert set(balances.values()) == {400, -400}

    def test_06_what_is_posted_waits_for_its_seal_the_oldest_first(
        self, storage: Storage, world: World
    ) -> None:
        late, early = posted(storage, world, 5, 1)

        with storage.look(EVERYTHING) as work:
            assert list(work.seals.unsealed(9)) == [early, late]
            assert list(work.seals.unsealed(1)) == [early]
            assert list(work.seals.unsealed(9, NOON + minutes(5))) == [late]
            assert work.seals.head() is None

        seals = sealed(storage)

        with storage.look(EVERYTHING) as work:
            assert work.seals.head() == seals[-1]
            assert list(work.seals.unsealed(9)) == []
            assert list(work.seals.sealed(0, 9)) == list(zip(seals, [early, late], strict=True))
            assert [each.sequence for each, _ in work.seals.sealed(1, 9)] == [2]
            assert [each.sequence for each, _ in work.seals.sealed(0, 1)] == [1]

    def test_06_who_comes_late_is_sealed_behind_those_who_were_there(
        self, storage: Storage, world: World
    ) -> None:
        posted(storage, world, 5)
        sealed(storage)
        (late,) = posted(storage, world, 1)
        sealed(storage)

        with storage.look(EVERYTHING) as work:
            chain = list(work.seals.sealed(0, 9))

        assert chain[-1][1] == late
        assert verify(chain) is None

    def test_06_of_two_who_seal_from_one_head_the_second_adds_nothing(
        self, storage: Storage, world: World
    ) -> None:
        posted(storage, world, 1, 2, 3)
        with storage.look(EVERYTHING) as work:
            slow = seal(work.seals.head(), work.seals.unsealed(3))
            fast = slow[:1]
        with storage.begin(EVERYTHING) as work:
            assert work.seals.append(fast)

        with storage.begin(EVERYTHING) as work:
            assert not work.seals.append(slow)

        with storage.look(EVERYTHING) as work:
            assert work.seals.head() == fast[-1]

    def test_06_many_who_seal_at_once_make_one_whole_chain(
        self, storage: Storage, world: World
    ) -> None:
        posted(storage, world, *range(40))

        def seal_some(number: int) -> bool:
            with storage.begin(EVERYTHING) as work:
                head = work.seals.head()
                return work.seals.append(seal(head, work.seals.unsealed(1 + number % 3)))

        at_once(60, seal_some)
        sealed(storage)

        with storage.look(EVERYTHING) as work:
            chain = list(work.seals.sealed(0, 100))
            assert list(work.seals.unsealed(1)) == []
        assert len(chain) == 40
        assert verify(chain) is None

    def test_a_part_of_the_tree_neither_sees_nor_makes_seals(
        self, storage: Storage, world: World
    ) -> None:
        posted(storage, world, 1)
        seals = sealed(storage)
        posted(storage, world, 2)

        for scope in (world.salon.scope, world.stranger.scope):
            with storage.look(scope) as work:
                assert work.seals.head() is None
                assert list(work.seals.sealed(0, 9)) == []
                assert list(work.seals.unsealed(9)) == []
                assert work.books.bases() == {}
            with pytest.raises(NoSuchOrganisation), storage.begin(scope) as work:
                work.seals.append([attrs.evolve(seals[0], sequence=2)])
            with pytest.raises(NoSuchOrganisation), storage.begin(scope) as work:
                work.closings.add(ClosedPeriod("2026-10", NOON, 0))

    def test_a_month_is_closed_once_and_everybody_knows(
        self, storage: Storage, world: World
    ) -> None:
        posted(storage, world, 1)
        (head,) = sealed(storage)
        october = ClosedPeriod.behind(head, "2026-10", NOON)
        september = ClosedPeriod("2026-09", NOON, 0)
        with storage.begin(EVERYTHING) as work:
            assert work.closings.add(october)
            assert work.closings.add(september)
            assert not work.closings.add(attrs.evolve(october, sequence=0))

        with storage.look(world.salon.scope) as work:
            assert list(work.closings.all()) == [september, october]

    def test_everything_is_read_in_one_go(self, storage: Storage, world: World) -> None:
        open_wallet(storage, world.salon.id)
        open_wallet(storage, world.stranger.id)
        settle(storage, world.salon.id, "call:1", 300)
        agreement = Agreement.flat("25", AgreementId(some_id()))
        charge = a_charge(world, "call:1")
        with storage.begin(EVERYTHING) as work:
            work.charges.add([charge])
            work.prices.add_terms(Terms(world.reseller.id, NOON, agreement=agreement))
            work.prices.add_terms(Terms(world.salon.id, NOON))
            work.charges.raise_base(agreement.id, "2026-11", 42)

        with storage.look(EVERYTHING) as work:
            assert list(work.books.charges()) == [charge]
            balances = {each.organisation_id: each.balance for each in work.books.wallets()}
            assert work.books.agreements() == {agreement.id: agreement}
            assert work.books.bases() == {(agreement.id, "2026-11"): 42}
        assert balances == {world.salon.id: Money(700), world.stranger.id: Money(1000)}

    def test_an_audit_sees_one_state_however_long_it_lasts(
        self, storage: Storage, world: World
    ) -> None:
        posted(storage, world, 1)

        def post(_: int) -> int:
            return len(posted(storage, world, 2))

        with storage.audit(EVERYTHING) as work:
            before = work.ledger.balances()
            at_once(1, post)
            after = work.ledger.balances()

        assert before == after

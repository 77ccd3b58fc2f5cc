"""Refunds: kept once under a reference, one after the other for each transaction."""

import attrs
import pytest

from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.ledger import Transaction
from askpro.domain.billing.refund import refund
from askpro.domain.billing.refunded import Refund
from askpro.domain.ids import ChargeId
from askpro.ports.storage import AlreadyThere, Storage
from askpro.testing.contracts.storage.billing import a_charge
from askpro.testing.contracts.storage.books import posted
from askpro.testing.contracts.storage.planted import Planted
from askpro.testing.contracts.storage.race import at_once
from askpro.testing.world import EVERYTHING, NOON, World, some_id


def a_refund(world: World, charged: Transaction, cents: int = 10, reference: str = "R1") -> Refund:
    """A refund of a charge that nobody has kept."""
    charge = a_charge(world, charged.source_key)
    earned = [share.earned for share in charge.rating.shares if share.earned]
    agreements = {each.agreement_id: Agreement.flat("25", each.agreement_id) for each in earned}
    bases = {each.agreement_id: each.base_cents for each in earned}
    return Refund(
        charge_id=charge.id,
        reference=reference,
        organisation_id=world.salon.id,
        charged_in=charged.id,
        transaction_id=charged.id,
        refunded_at=NOON,
        period="2026-11",
        rating=refund(charge.rating, cents, agreements=agreements, bases=bases),
        reason="Leitung gestört",
    )


def refunded(storage: Storage, world: World, reference: str = "R1") -> Refund:
    """A refund that is kept, with its charge and both transactions."""
    charged, back = posted(storage, world, 1, 2)
    charge = attrs.evolve(a_charge(world, charged.source_key), transaction_id=charged.id)
    made = attrs.evolve(
        a_refund(world, charged, reference=reference),
        charge_id=charge.id,
        transaction_id=back.id,
    )
    with storage.begin(EVERYTHING) as work:
        work.charges.add([charge])
        work.refunds.add(made)
    return made


class RefundClaims(Planted):
    """Refunds."""

    def test_refunds_come_back_as_made(self, storage: Storage, world: World) -> None:
        made = refunded(storage, world)
        other = refunded(storage, world)

        with storage.begin(world.salon.scope) as work:
            assert list(work.refunds.of_charge(made.charge_id)) == [made]
            assert list(work.refunds.of_transaction(made.charged_in)) == [made]
            assert list(work.refunds.of_charge(ChargeId(some_id()))) == []
        with storage.begin(world.stranger.scope) as work:
            assert list(work.refunds.of_transaction(made.charged_in)) == []
        with storage.look(EVERYTHING) as work:
            assert {each.charge_id for each in work.books.refunds()} == {
                made.charge_id,
                other.charge_id,
            }

    def test_a_charge_is_refunded_once_under_a_reference(
        self, storage: Storage, world: World
    ) -> None:
        made = refunded(storage, world)

        with pytest.raises(AlreadyThere), storage.begin(EVERYTHING) as work:
            work.refunds.add(attrs.evolve(made, reason="another"))

    def test_who_asks_for_the_refunds_of_a_transaction_has_it_to_himself(
        self, storage: Storage, world: World
    ) -> None:
        made = refunded(storage, world)
        spare = posted(storage, world, *range(20))

        def refund_next(number: int) -> int:
            with storage.begin(EVERYTHING) as work:
                before = len(work.refunds.of_transaction(made.charged_in))
                work.refunds.add(
                    attrs.evolve(made, reference=f"next {before}", transaction_id=spare[number].id)
                )
            return before

        assert at_once(20, refund_next) == dict.fromkeys(range(1, 21), 1)

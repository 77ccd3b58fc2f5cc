"""Agreements, what counts towards them, what was settled, and what vendors charge."""

from datetime import date, timedelta
from uuid import UUID

import attrs
import pytest

from askpro.domain.billing.chain import Chain
from askpro.domain.billing.charge import Charge
from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.commission_account import (
    Agreed,
    BonusBooked,
    Conditions,
    Payout,
    Tally,
    Transfer,
)
from askpro.domain.billing.commission_bonus import Bonus, For
from askpro.domain.billing.commission_item import Counted, counted_of
from askpro.domain.billing.ledger import Transaction
from askpro.domain.billing.link import Link
from askpro.domain.billing.meter import CALL, CALL_SECOND
from askpro.domain.billing.price import PerUnit
from askpro.domain.billing.refund import refund
from askpro.domain.billing.terms import Terms
from askpro.domain.billing.vendor_bill import NoSuchBill, Stage, VendorBill
from askpro.domain.billing.vendor_cost import ExchangeRate, Odd, VendorAmount
from askpro.domain.ids import AgreementId, ChargeId, TransactionId
from askpro.domain.money import Currency, Money, Price
from askpro.ports.storage import AlreadyThere, Place, Storage
from askpro.testing.contracts.storage.billing import a_rule, a_transaction
from askpro.testing.contracts.storage.planted import Planted
from askpro.testing.world import EVERYTHING, NOON, World, minutes, some_id

PERIOD = "2026-11"
QUARTER = Agreement.flat("25", AgreementId(UUID(int=77)))
TODAY = date(2026, 11, 23)


def agents_chain(world: World, agreement: Agreement = QUARTER) -> Chain:
    """The reseller sells for the platform at one cent a unit, and earns commission."""
    price = attrs.evolve(
        a_rule(world.reseller.id, world.salon.id), model=PerUnit(Price.parse("0.01"))
    )
    rules = tuple(attrs.evolve(price, meter=meter) for meter in (CALL_SECOND, CALL))
    return Chain(
        (
            Link(world.platform.id, world.reseller.id, (), agreement),
            Link(world.reseller.id, world.salon.id, rules),
        )
    )


def agents_charge(
    world: World, source_key: str, cents: int, *, before: int = 0, at_minute: float = 0
) -> Charge:
    """A charge of so many cents on top of the base that the period already had."""
    rating = agents_chain(world).rate(CALL_SECOND, cents, {QUARTER.id: before})
    return Charge(
        ChargeId(some_id()), source_key, world.salon.id, NOON + minutes(at_minute), rating, None
    )


def a_bill(world: World, source: str = "call:1", units: int = 3445) -> VendorBill:
    cost = VendorAmount(units, 4, Currency.USD)
    return VendorBill("retell", source, world.platform.id, NOON, 90, cost)


def a_payout(world: World, paid: Transaction, number: int = 1) -> Payout:
    return Payout(
        world.reseller.id, world.platform.id, number, 5_000, Currency.EUR,
        NOON + minutes(number), Transfer.NOT_CONFIGURED, paid.id,
    )  # fmt: skip


def items_of(world: World, storage: Storage) -> list[Counted]:
    with storage.look(EVERYTHING) as work:
        return list(work.commission_items.of(world.reseller.id, PERIOD))


class CommissionClaims(Planted):
    """Commissions, CommissionItems, Settlements, VendorCosts, ExchangeRates."""

    def test_a_charge_counts_towards_the_agreements_on_its_way(
        self, storage: Storage, world: World
    ) -> None:
        added, posted = (
            agents_charge(world, f"call:{n}", 42, before=42 * n, at_minute=n) for n in range(2)
        )
        booked = a_transaction("call:1", world.salon.id, world.platform.id)
        posted = attrs.evolve(posted, transaction_id=booked.id)
        with storage.begin(EVERYTHING) as work:
            work.charges.add([added])
            work.ledger.post(booked, [posted])
            work.ledger.post(attrs.evolve(booked, id=TransactionId(some_id())), [posted])

        found = items_of(world, storage)

        assert found == [*counted_of(added), *counted_of(posted)]
        assert [(item.period, item.base_cents, item.cents) for item in found] == [
            (PERIOD, 42, 10),
            (PERIOD, 42, 11),
        ]

    def test_a_refund_counts_against_its_charges_month(
        self, storage: Storage, world: World
    ) -> None:
        charge = agents_charge(world, "call:1", 400)
        agreements, bases = {QUARTER.id: QUARTER}, {QUARTER.id: 400}
        back = attrs.evolve(
            charge,
            id=ChargeId(UUID(int=charge.id.int + 1)),
            source_key="refund:1",
            rating=refund(charge.rating, 100, agreements=agreements, bases=bases),
        )
        with storage.begin(EVERYTHING) as work:
            work.charges.add([back, charge])

        assert [(item.base_cents, item.cents) for item in items_of(world, storage)] == [
            (400, 100),
            (-100, -25),
        ]

    def test_lines_are_read_from_any_place_on_in_the_order_of_usage(
        self, storage: Storage, world: World
    ) -> None:
        charges = [agents_charge(world, f"call:{n}", n + 1, at_minute=-n) for n in range(5)]
        with storage.begin(EVERYTHING) as work:
            work.charges.add(charges)

        whole = items_of(world, storage)
        third = whole[2]
        place = Place(third.agreement_id, third.occurred_at, third.id)
        with storage.look(EVERYTHING) as work:
            rest = work.commission_items.of(world.reseller.id, PERIOD, place)
            first = work.commission_items.of(world.reseller.id, PERIOD, most=2)
            until = work.commission_items.base_until(world.reseller.id, PERIOD, place)
            other = work.commission_items.of(world.reseller.id, "2026-12")

        assert [item.source_key for item in whole] == [f"call:{n}" for n in (4, 3, 2, 1, 0)]
        assert (list(first), list(rest), list(other)) == (whole[:2], whole[3:], [])
        assert until == 5 + 4 + 3

    def test_what_counts_besides_charges_is_noted_once(
        self, storage: Storage, world: World
    ) -> None:
        (item,) = counted_of(agents_charge(world, "fee:1", 150))
        with storage.begin(EVERYTHING) as work:
            work.commission_items.note([item])

        with pytest.raises(AlreadyThere), storage.begin(EVERYTHING) as work:
            work.commission_items.note([item])

        assert items_of(world, storage) == [item]

    def test_tallies_are_the_sums_and_what_of_them_has_matured(
        self, storage: Storage, world: World
    ) -> None:
        charges = [agents_charge(world, f"call:{n}", 100, at_minute=n) for n in range(3)]
        later = attrs.evolve(
            agents_charge(world, "call:9", 7), occurred_at=NOON + timedelta(days=20)
        )
        with storage.begin(EVERYTHING) as work:
            work.charges.add([*charges, later])

        with storage.look(EVERYTHING) as work:
            matured = {QUARTER.id: NOON + minutes(1)}
            sums = work.commissions.tallies(world.reseller.id, matured)
            unripe = work.commissions.tallies(world.reseller.id, {})

        payer = world.platform.id
        assert sums == [
            Tally(QUARTER.id, payer, PERIOD, 300, 200, 75),
            Tally(QUARTER.id, payer, "2026-12", 7, 0, 1),
        ]
        assert [one.matured_base_cents for one in unripe] == [0, 0]

    def test_agreements_are_those_of_the_terms_with_their_conditions(
        self, storage: Storage, world: World
    ) -> None:
        new = Agreement.flat("30", AgreementId(some_id()))
        bonus = Bonus(For.FIRST_CUSTOMER, 100_000, months=3, cap_cents=5000)
        conditions = Conditions(new.id, 30, 10_000, bonuses=(bonus,))
        with storage.begin(EVERYTHING) as work:
            work.prices.add_terms(Terms(world.reseller.id, NOON, agreement=QUARTER))
            work.prices.add_terms(Terms(world.reseller.id, NOON + minutes(1), agreement=new))
            work.prices.add_terms(Terms(world.reseller.id, NOON + minutes(2)))
            work.commissions.agree(world.reseller.id, conditions)

        with storage.look(EVERYTHING) as work:
            agreed = work.commissions.agreed(world.reseller.id)
        with pytest.raises(AlreadyThere), storage.begin(EVERYTHING) as work:
            work.commissions.agree(world.reseller.id, Conditions(new.id))

        assert agreed == {
            QUARTER.id: Agreed(QUARTER, Conditions(QUARTER.id)),
            new.id: Agreed(new, conditions),
        }

    def test_earners_and_their_customers_are_known_from_what_counts(
        self, storage: Storage, world: World
    ) -> None:
        charges = [agents_charge(world, f"call:{n}", 10, at_minute=-n) for n in range(2)]
        free = agents_charge(world, "call:5", 0, at_minute=-5)
        with storage.begin(EVERYTHING) as work:
            work.charges.add([*charges, free])

        with storage.look(EVERYTHING) as work:
            assert work.commissions.earners() == [world.reseller.id]
            assert work.commissions.earners(after=world.reseller.id) == []
            assert work.commissions.customers(world.reseller.id) == {
                world.salon.id: NOON - minutes(1)
            }

    def test_a_bonus_takes_the_place_of_what_was_booked_before(
        self, storage: Storage, world: World
    ) -> None:
        booked = BonusBooked(QUARTER.id, 0, PERIOD, world.platform.id, 100, 10, 1)
        more = attrs.evolve(booked, base_cents=200, cents=20, bookings=2)
        other = attrs.evolve(booked, period="2026-12")
        for each in (other, booked, more):
            with storage.begin(EVERYTHING) as work:
                work.settlements.keep_bonus(world.reseller.id, each)

        with storage.look(EVERYTHING) as work:
            assert work.settlements.bonuses(world.reseller.id) == [more, other]

    def test_a_payout_is_decided_once(self, storage: Storage, world: World) -> None:
        paid = a_transaction("payout:1", world.platform.id, world.reseller.id)
        first, second = a_payout(world, paid), a_payout(world, paid, 2)
        with storage.begin(EVERYTHING) as work:
            work.ledger.post(paid)
            work.settlements.add_payout(first)

        with pytest.raises(AlreadyThere), storage.begin(EVERYTHING) as work:
            work.settlements.add_payout(attrs.evolve(first, cents=1))
        with storage.begin(EVERYTHING) as work:
            work.settlements.add_payout(second)

        with storage.look(EVERYTHING) as work:
            assert work.settlements.payouts(world.reseller.id) == [first, second]

    def test_a_vendors_bill_is_met_and_kept(self, storage: Storage, world: World) -> None:
        first = a_bill(world)
        rate = ExchangeRate(Currency.USD, Currency.EUR, 920_000, TODAY, "ECB")
        booked = attrs.evolve(
            first, stage=Stage.BOOKED, rate=rate, booked=Money(32), bookings=1, odd=Odd.TOO_HIGH
        )
        with storage.begin(EVERYTHING) as work:
            met = work.vendor_costs.meet(first)
            work.vendor_costs.save(booked)

        with storage.begin(EVERYTHING) as work:
            again = work.vendor_costs.meet(attrs.evolve(first, seconds=1))
            with pytest.raises(NoSuchBill):
                work.vendor_costs.get("retell", "call:2")
            with pytest.raises(NoSuchBill):
                work.vendor_costs.save(a_bill(world, "call:2"))

        assert (met, again) == (first, booked)

    def test_bills_without_a_rate_wait(self, storage: Storage, world: World) -> None:
        bills = [
            attrs.evolve(a_bill(world, f"call:{n}"), stage=stage)
            for n, stage in enumerate((Stage.WAITING, Stage.BOOKED, Stage.WAITING, Stage.ODD))
        ]
        with storage.begin(EVERYTHING) as work:
            for bill in bills:
                work.vendor_costs.meet(bill)

        with storage.look(EVERYTHING) as work:
            assert work.vendor_costs.waiting() == [bills[0], bills[2]]
            assert work.vendor_costs.waiting(most=1) == [bills[0]]
            assert work.vendor_costs.waiting(("retell", "call:0")) == [bills[2]]

    def test_rates_are_known_by_day_and_replaced(self, storage: Storage, world: World) -> None:
        def rate(days: int, millionths: int = 920_000) -> ExchangeRate:
            day = TODAY + timedelta(days=days)
            return ExchangeRate(Currency.USD, Currency.EUR, millionths, day, "ECB")

        francs = attrs.evolve(rate(0), sold=Currency.CHF)
        with storage.begin(EVERYTHING) as work:
            for each in (rate(-8), rate(-7), rate(0, 1), rate(1), francs, rate(0)):
                work.exchange_rates.put(each)

        with storage.look(EVERYTHING) as work:
            around = work.exchange_rates.around(TODAY, Currency.USD, Currency.EUR)
            latest = work.exchange_rates.latest(3)

        assert around == [rate(0), rate(-7)]
        assert latest == [rate(1), francs, rate(0)]

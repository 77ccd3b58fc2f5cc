"""Refunds along the whole chain, and what stops them."""

from datetime import UTC, datetime

import pytest

from askpro.application.billing.refund_charge import OnlyTheTopRefunds
from askpro.domain.billing.charge import Charge, NoSuchCharge
from askpro.domain.billing.closed import ClosedPeriod
from askpro.domain.billing.closing import PeriodClosed
from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.ledger import Account, Purpose
from askpro.domain.billing.refund import RefundsTooMuch
from askpro.domain.billing.refunded import (
    FullyRefunded,
    NothingToRefund,
    Refund,
    RefundReferenceUsed,
)
from askpro.domain.billing.terms import Terms
from askpro.domain.ids import ChargeId
from askpro.domain.money import Currency, Money
from askpro.domain.organisations.actor import Actor, ActorKind
from askpro.domain.organisations.organisation import Language
from askpro.domain.organisations.scope import Scope
from askpro.testing.world import some_id
from tests.unit.application.house import (
    OTHER,
    PLATFORM,
    RESELLER,
    SALON,
    House,
    make_house,
    top_up,
)

YEAR_START = datetime(2026, 1, 1, tzinfo=UTC)
OPERATOR = Actor(ActorKind.MEMBER, "operator", PLATFORM.id)
AGREED = Terms(RESELLER.id, YEAR_START, agreement=Agreement.flat("25"))


def charged(house: House, seconds: int = 600, call: str = "call_1") -> Charge:
    house.hang_up(call, seconds=seconds)
    (charge,) = house.look().charges.under(f"call:{call}")
    return charge


def refund(
    house: House, charge: Charge, cents: int | None, reference: str = "R1", by: Actor = OPERATOR
) -> Refund:
    made: Refund = house.container.refund_charge()(
        charge.id,
        reference=reference,
        reason="Leitung gestört",
        amount=None if cents is None else Money(cents),
        by=by,
    )
    return made


def balance(house: House, *owners: object) -> list[int]:
    look = house.look()
    return [look.wallets.get(owner.id).balance.cents for owner in owners]  # type: ignore[attr-defined]


def account(house: House, owner: object, purpose: Purpose) -> int:
    return house.look().ledger.balances().get(Account(owner.id, purpose), 0)  # type: ignore[attr-defined]


def test_a_part_comes_back_along_the_whole_chain() -> None:
    house = make_house()
    charge = charged(house)

    made = refund(house, charge, 100)

    assert made.amount == Money(100)
    assert balance(house, SALON, RESELLER) == [5000 - 400 + 100, 20_000 - 300 + 75]
    assert account(house, RESELLER, Purpose.REVENUE) == 400 - 100
    assert account(house, PLATFORM, Purpose.REVENUE) == 300 - 75
    assert house.container.verify_ledger()().faults == ()


def test_25_a_full_refund_leaves_nothing_of_the_charge() -> None:
    house = make_house(terms=AGREED)
    charge = charged(house, seconds=601)

    refund(house, charge, None)

    assert balance(house, SALON, RESELLER) == [5000, 20_000]
    for owner, purpose in (
        (RESELLER, Purpose.COMMISSION),
        (PLATFORM, Purpose.REVENUE),
        (SALON, Purpose.RECEIVABLE),
    ):
        assert account(house, owner, purpose) == 0
    assert set(house.look().books.bases().values()) == {0}
    assert house.container.verify_ledger()().faults == ()


def test_25_parts_add_up_to_the_whole_and_clawback_follows_the_floor() -> None:
    house = make_house(terms=AGREED)
    for number in range(3):
        charged(house, seconds=63, call=f"other_{number}")  # 0.42 each
    charge = charged(house, seconds=63)
    earned = []

    for number, cents in enumerate((1, 20, 21)):
        refund(house, charge, cents, f"R{number}")
        earned.append(account(house, RESELLER, Purpose.COMMISSION))
        assert house.container.verify_ledger()().faults == ()

    assert earned == [(4 * 42 - back) * 25 // 100 for back in (1, 21, 42)]
    assert balance(house, SALON) == [5000 - 3 * 42]


def test_07_the_same_reference_is_one_refund_and_another_amount_a_mistake() -> None:
    house = make_house()
    charge = charged(house)

    first = refund(house, charge, 100)

    assert refund(house, charge, 100) == first
    assert refund(house, charge, None) == first
    with pytest.raises(RefundReferenceUsed):
        refund(house, charge, 101)
    assert balance(house, SALON) == [4700]


def test_never_more_than_was_paid_comes_back() -> None:
    house = make_house()
    charge = charged(house)
    refund(house, charge, 300)

    with pytest.raises(RefundsTooMuch):
        refund(house, charge, 101, "R2")
    refund(house, charge, None, "R3")
    with pytest.raises(FullyRefunded):
        refund(house, charge, None, "R4")

    assert balance(house, SALON) == [5000]


def test_what_comes_back_settles_what_is_owed_first() -> None:
    house = make_house(salon_cents=300)
    charge = charged(house)  # 1.00 of 4.00 is owed

    refund(house, charge, 150)

    wallet = house.look().wallets.get(SALON.id)
    assert (wallet.balance.cents, wallet.owed_cents) == (50, 0)
    assert account(house, SALON, Purpose.WALLET) == 50
    assert account(house, SALON, Purpose.RECEIVABLE) == 0


def test_what_was_owed_and_paid_since_comes_back_as_money() -> None:
    house = make_house(salon_cents=300)
    charge = charged(house)
    top_up(house, SALON.id, 2000, "2")

    refund(house, charge, None)

    assert balance(house, SALON) == [2300]
    assert house.container.verify_ledger()().faults == ()


@pytest.mark.parametrize("wanted", [Money(0), Money(-1), Money(100, Currency.USD)])
def test_a_refund_is_a_positive_amount_of_the_charges_currency(wanted: Money) -> None:
    house = make_house()
    charge = charged(house)

    with pytest.raises(NothingToRefund):
        house.container.refund_charge()(
            charge.id, reference="R", reason="x", amount=wanted, by=OPERATOR
        )


def test_a_charge_that_cost_nothing_has_nothing_to_give_back() -> None:
    house = make_house()
    charge = charged(house, seconds=0)

    with pytest.raises(RefundsTooMuch):
        refund(house, charge, 1)


def test_who_stands_below_the_top_refunds_nothing() -> None:
    house = make_house()
    charge = charged(house)

    for owner in (RESELLER, SALON):
        with pytest.raises(OnlyTheTopRefunds):
            refund(house, charge, 1, by=Actor(ActorKind.MEMBER, "mia", owner.id))
    with pytest.raises(NoSuchCharge):
        refund(house, charge, 1, by=Actor(ActorKind.MEMBER, "eva", OTHER.id))
    with pytest.raises(NoSuchCharge):
        house.container.refund_charge()(ChargeId(some_id()), reference="R", reason="x", by=OPERATOR)


def test_a_refund_goes_into_the_open_month_and_counts_with_its_charge() -> None:
    house = make_house(terms=AGREED)
    charge = charged(house)
    house.watch.go_on(days=30)

    made = refund(house, charge, 100)

    posted = house.look().ledger.get(made.transaction_id)
    assert (posted.posted_at, posted.occurred_at) == (house.watch.now, charge.occurred_at)
    assert made.period == "2026-11"
    assert {period for _, period in house.look().books.bases()} == {"2026-11"}


def test_a_clock_that_fell_back_into_a_closed_month_refunds_nothing() -> None:
    house = make_house()
    charge = charged(house)
    with house.storage.begin(Scope.everything()) as work:
        work.closings.add(ClosedPeriod("2026-11", house.watch.now, 0))

    with pytest.raises(PeriodClosed):
        refund(house, charge, 100)

    assert balance(house, SALON) == [4600]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            Language.GERMAN,
            ("unter R1, Grund: Leitung gestört", "bekommt von Nordlicht 1,00 EUR zurück",
             "gibt 0,25 EUR Provision zurück"),
        ),
        (
            Language.ENGLISH,
            ("as R1, reason: Leitung gestört", "gets 1.00 EUR back from Nordlicht",
             "gives back a commission of 0.25 EUR"),
        ),
    ],
)  # fmt: skip
def test_the_explanation_tells_what_came_back(
    language: Language, sentences: tuple[str, ...]
) -> None:
    house = make_house(terms=AGREED)
    charge = charged(house)
    refund(house, charge, 100)

    told = "\n".join(house.container.explain_charge()(charge.id, by=OPERATOR, language=language))
    company = Actor(ActorKind.MEMBER, "mia", SALON.id)
    to_the_company = "\n".join(
        house.container.explain_charge()(charge.id, by=company, language=language)
    )

    assert all(sentence in told for sentence in sentences)
    assert "1,00" in to_the_company or "1.00" in to_the_company
    assert "0,25" not in to_the_company
    assert "0.25" not in to_the_company

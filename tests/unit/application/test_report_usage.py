"""Usage that other systems report: charged once, in any order, on top of what the month had."""

from datetime import timedelta
from uuid import UUID, uuid5

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.application.billing.report_usage import PIECE, NotACompany
from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.meter import APPOINTMENT, EMAIL, SMS, Meter
from askpro.domain.billing.price import AnyModel, Graduated, PerUnit, Tier
from askpro.domain.billing.price_book import NoPrice, PriceRule
from askpro.domain.billing.rating import Counter
from askpro.domain.billing.terms import Terms
from askpro.domain.billing.usage import AnotherUsage, NotUsage, Usage
from askpro.domain.billing.used import Used
from askpro.domain.ids import AgreementId, OrganisationId, PriceRuleId
from askpro.domain.money import Money, Price
from askpro.domain.organisations.scope import Scope
from askpro.ports.storage import NoSuchOrganisation
from tests.unit.application.house import (
    OTHER,
    PLATFORM,
    RESELLER,
    SALON,
    THURSDAY_TEN,
    House,
    envelope,
    make_house,
)

NOVEMBER = "2026-11"
STEPS = Graduated((Tier(10, Price.parse("1.00")), Tier(None, Price.parse("0.50"))))


def sell(house: House, meter: Meter, model: AnyModel, seller: OrganisationId) -> None:
    rule = PriceRule(
        PriceRuleId(uuid5(seller, meter)),
        meter,
        seller,
        None,
        THURSDAY_TEN - timedelta(days=300),
        model,
    )
    with house.storage.begin(Scope.everything()) as work:
        work.prices.add_rule(rule)


@pytest.fixture
def house() -> House:
    house = make_house(salon_cents=100_000)
    sell(house, SMS, PerUnit(Price.parse("0.07")), PLATFORM.id)
    sell(house, SMS, STEPS, RESELLER.id)
    return house


def sms(number: int, quantity: int = 1, minutes_ago: float = 0, owner: object = SALON) -> Usage:
    assert isinstance(owner, type(SALON))
    return Usage(
        source_key=f"usage:{owner.id}:{number}",
        organisation_id=owner.id,
        occurred_at=THURSDAY_TEN - timedelta(minutes=minutes_ago),
        quantities=((SMS, quantity),),
        text=f"sms {number}",
    )


def report(house: House, *usages: Usage, scope: Scope | None = None) -> list[tuple[int, bool]]:
    """What each came to in cents, and whether it was new."""
    reported = house.container.report_usage()(scope or Scope.everything(), usages)
    return [(each.charges[0].rating.paid.cents, each.new) for each in reported]


def paid_by_salon(house: House) -> int:
    return 100_000 - house.look().wallets.get(SALON.id).balance.cents


def test_a_usage_is_charged_on_top_of_what_the_month_had(house: House) -> None:
    assert report(house, sms(1, 8)) == [(800, True)]
    assert report(house, sms(2, 4)) == [(300, True)]

    counter = Counter(SALON.id, SMS)
    assert house.look().charges.used([counter], NOVEMBER)[counter] == Used(12, 1100)
    assert house.look().wallets.get(RESELLER.id).balance == Money(20_000 - 84)


def test_the_same_usage_again_changes_nothing(house: House) -> None:
    first = report(house, sms(1, 8), sms(2, 3))
    again = report(house, sms(2, 3), sms(1, 8), sms(3), sms(1, 8))

    assert first == [(800, True), (250, True)]
    assert again == [(250, False), (800, False), (50, True), (800, False)]
    assert paid_by_salon(house) == 1100


@pytest.mark.parametrize("other", [{"quantities": ((SMS, 9),)}, {"organisation_id": OTHER.id}])
def test_another_usage_under_a_known_key_is_refused_and_nothing_is_charged(
    house: House, other: dict[str, object]
) -> None:
    report(house, sms(1, 8))

    with pytest.raises(AnotherUsage):
        report(house, sms(2), attrs.evolve(sms(1, 8), **other))  # type: ignore[arg-type]

    assert paid_by_salon(house) == 800


def test_a_key_that_stands_for_two_things_in_one_report_is_refused(house: House) -> None:
    with pytest.raises(AnotherUsage):
        report(house, sms(1, 8), sms(1, 9))
    assert paid_by_salon(house) == 0


@given(st.permutations(range(6)))
def test_14_the_order_of_reports_does_not_change_the_total(order: list[int]) -> None:
    house = make_house(salon_cents=100_000)
    sell(house, SMS, PerUnit(Price.parse("0.07")), PLATFORM.id)
    sell(house, SMS, STEPS, RESELLER.id)

    for number in order:
        report(house, sms(number, number + 1, minutes_ago=number * 60))

    assert paid_by_salon(house) == STEPS.due(21).cents


def test_each_month_counts_by_itself_however_late_it_is_told(house: House) -> None:
    a_month = 31 * 24 * 60
    assert report(house, sms(1, 12)) == [(1100, True)]
    assert report(house, sms(2, 12, minutes_ago=a_month)) == [(1100, True)]


def test_many_are_charged_piece_by_piece(house: House) -> None:
    many = [sms(number, minutes_ago=number) for number in range(2 * PIECE + 50)]

    assert [new for _, new in report(house, *many)] == [True] * len(many)
    assert paid_by_salon(house) == STEPS.due(len(many)).cents
    assert not house.container.verify_ledger()().faults


def test_what_the_wallet_lacks_is_owed_by_the_later_ones(house: House) -> None:
    report(house, sms(1, 200_000))

    wallet = house.look().wallets.get(SALON.id)
    assert (wallet.balance, wallet.owed_cents) == (Money(0), STEPS.due(200_000).cents - 100_000)


def test_commissions_of_a_batch_are_the_floor_of_their_sum() -> None:
    agreement = Agreement.flat("25", AgreementId(UUID(int=77)))
    terms = Terms(RESELLER.id, THURSDAY_TEN - timedelta(days=300), agreement=agreement)
    house = make_house(salon_cents=100_000, terms=terms)
    sell(house, SMS, PerUnit(Price.parse("0.07")), RESELLER.id)

    report(house, *[sms(number) for number in range(100)])

    assert house.look().charges.bases([agreement.id], NOVEMBER)[agreement.id] == 700
    earned = sum(
        share.earned.amount.cents
        for number in range(100)
        for charge in house.look().charges.under(sms(number).source_key)
        for share in charge.rating.shares
        if share.earned
    )
    assert earned == 175


@pytest.mark.parametrize(
    "usage",
    [
        sms(1, -1),
        sms(1, 10**12 + 1),
        sms(1, minutes_ago=-6),
        sms(1, minutes_ago=367 * 24 * 60),
    ],
)
def test_what_is_ahead_too_old_or_too_much_is_refused(house: House, usage: Usage) -> None:
    with pytest.raises(NotUsage) as refused:
        report(house, sms(2), usage)

    assert refused.value.source_key == usage.source_key
    assert paid_by_salon(house) == 0


def test_only_companies_of_the_own_subtree_use_something(house: House) -> None:
    with pytest.raises(NotACompany):
        report(house, sms(1, owner=RESELLER))
    with pytest.raises(NoSuchOrganisation):
        report(house, sms(1), scope=Scope.of(OTHER.id))


def test_without_a_price_nothing_is_charged(house: House) -> None:
    unpriced = attrs.evolve(sms(1), quantities=((Meter("fax"), 1),))

    with pytest.raises(NoPrice):
        report(house, sms(2), unpriced)

    assert paid_by_salon(house) == 0


def test_an_appointment_and_the_letters_about_it_are_charged_once() -> None:
    house = make_house()
    for meter, price in ((APPOINTMENT, "2.00"), (EMAIL, "0.05")):
        for seller in (PLATFORM, RESELLER):
            sell(house, meter, PerUnit(Price.parse(price)), seller.id)
    house.ask("check_availability", when="morgen um 14 Uhr", service="Dauerwelle")
    house.ask("book_appointment", name="Petra Klein", email="petra@example.org")

    house.work_off()
    house.work_off()

    (booked,) = house.look().appointments.of_call(envelope().call_id)
    keys = [f"appointment:{booked.id}", f"letter:confirmed:{booked.id}:customer"]
    charges = [charge for key in keys for charge in house.look().charges.under(key)]
    charged = [charge.rating.paid.cents for charge in charges]
    assert charged == [200, 5]
    assert house.look().wallets.get(SALON.id).balance == Money(5000 - 205)

"""What is due because a month ended is charged once, to everybody, whatever else fails."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from uuid import UUID

import attrs
import pytest

from askpro.application.billing.charge_months import MOST_MONTHS, PAGE, MonthCharged
from askpro.application.billing.verify_ledger import VerifyLedger
from askpro.domain.billing.closing import PeriodStillRuns
from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.ledger import Account, Purpose
from askpro.domain.billing.meter import BASE_FEE, SMS, Meter
from askpro.domain.billing.price import AnyModel, Bounded, Flat, PerUnit
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.billing.proration import Period
from askpro.domain.billing.rating import Counter
from askpro.domain.billing.terms import Terms
from askpro.domain.billing.usage import Usage
from askpro.domain.billing.used import Used
from askpro.domain.billing.wallet import Wallet
from askpro.domain.ids import AgreementId, OrganisationId, PriceRuleId
from askpro.domain.money import Money, Price
from askpro.domain.organisations.organisation import Kind, below
from askpro.domain.organisations.scope import Scope
from askpro.ports.storage import Storage, Work
from tests.unit.application.house import OTHER, PLATFORM, RESELLER, SALON, House, make_house

DECEMBER = datetime(2026, 12, 1, 12, tzinfo=UTC)
EVER = datetime(2020, 1, 1, tzinfo=UTC)
NOVEMBER = Period.month_of(date(2026, 11, 1))
AGREEMENT = Agreement.flat("25", AgreementId(UUID(int=9)))


def sell(
    house: House,
    model: AnyModel,
    meter: Meter = BASE_FEE,
    seller: OrganisationId = RESELLER.id,
    buyer: OrganisationId | None = SALON.id,
    since: datetime = datetime(2026, 10, 31, 23, tzinfo=UTC),
) -> None:
    id = PriceRuleId(house.container.new_id()())
    with house.storage.begin(Scope.everything()) as work:
        work.prices.add_rule(PriceRule(id, meter, seller, buyer, since, model))


def flat(price: str) -> Flat:
    return Flat(Price.parse(price))


def least(cents: int) -> Bounded:
    return Bounded(PerUnit(Price.parse("1.00")), Money(cents))


def run(house: House, *, month: Period | None = None, keep: bool = True) -> list[MonthCharged]:
    done: list[MonthCharged] = []
    count = house.container.charge_months()(month=month, keep=keep, tell=done.append)
    assert count == len(done)
    return done


def paid(done: list[MonthCharged]) -> dict[tuple[str, str, str], int]:
    return {
        (each.organisation.name, each.period, charge.rating.meter): charge.rating.paid.cents
        for each in done
        for charge in each.charges
    }


def balance(house: House, id: OrganisationId) -> int:
    return house.look().wallets.get(id).balance.cents


@pytest.fixture
def house() -> House:
    house = make_house(salon_cents=50_000)
    house.watch.now = DECEMBER
    return house


def test_each_tier_pays_its_own_base_fee_to_its_own_seller(house: House) -> None:
    sell(house, flat("99.00"))
    sell(house, flat("20.00"), seller=PLATFORM.id, buyer=None)

    done = run(house)

    assert paid(done) == {
        ("Salon Haarmonie", "2026-11", "base_fee"): 9900,
        ("Nordlicht", "2026-11", "base_fee"): 2000,
    }
    assert balance(house, SALON.id) == 50_000 - 9900
    assert balance(house, RESELLER.id) == 20_000 - 2000
    posted = house.look().ledger.under(f"period:{SALON.id}:2026-11")
    assert posted is not None
    assert posted.of(RESELLER.id).cents == 9900
    assert posted.posted_at == DECEMBER
    assert posted.occurred_at < datetime(2026, 11, 30, 23, tzinfo=UTC)


def test_running_again_charges_nothing_again(house: House) -> None:
    sell(house, flat("99.00"))
    sell(house, least(1000), SMS)

    assert len(run(house)) == 1
    assert run(house) == []
    assert balance(house, SALON.id) == 50_000 - 9900 - 1000


def test_a_month_is_charged_some_hours_after_it_ended_and_not_before(house: House) -> None:
    sell(house, flat("99.00"))

    house.watch.now = datetime(2026, 12, 1, 4, tzinfo=UTC)  # five in the morning
    assert run(house) == []
    house.watch.go_on(hours=2)
    assert len(run(house)) == 1


def test_earlier_months_are_made_up_for_within_bounds(house: House) -> None:
    sell(house, flat("99.00"), since=EVER)

    done = run(house)
    named = run(house, month=Period.month_of(date(2026, 2, 1)))

    assert [each.period for each in done] == ["2026-09", "2026-10", "2026-11"]
    assert len(done) == MOST_MONTHS
    assert [each.period for each in named] == ["2026-02"]


def test_a_month_that_has_not_ended_is_refused(house: House) -> None:
    with pytest.raises(PeriodStillRuns):
        run(house, month=Period.month_of(date(2026, 12, 1)))


def test_a_dry_run_tells_the_same_and_leaves_everything_as_it_was(house: House) -> None:
    sell(house, flat("600.00"))
    sell(house, least(1000), SMS)

    tried = run(house, keep=False)

    assert balance(house, SALON.id) == 50_000
    assert house.look().charges.under(f"period:{SALON.id}:2026-11") == []
    assert paid(run(house)) == paid(tried) != {}


def test_what_is_missing_to_the_least_is_charged_on_top_of_what_was_used(house: House) -> None:
    sell(house, least(1000), SMS)
    sell(house, PerUnit(Price.parse("0.07")), SMS, PLATFORM.id, None)
    usage = Usage(f"usage:{SALON.id}:1", SALON.id, DECEMBER.replace(month=11), ((SMS, 4),), "sms")
    house.container.report_usage()(Scope.everything(), [usage])

    done = run(house)

    assert paid(done) == {("Salon Haarmonie", "2026-11", "sms"): 600}
    counter = Counter(SALON.id, SMS)
    assert house.look().charges.used([counter], "2026-11")[counter] == Used(4, 1000)


def test_a_least_that_was_met_is_told_once_and_costs_nothing(house: House) -> None:
    sell(house, least(300), SMS)
    sell(house, PerUnit(Price.parse("0.07")), SMS, PLATFORM.id, None)
    usage = Usage(f"usage:{SALON.id}:1", SALON.id, DECEMBER.replace(month=11), ((SMS, 4),), "sms")
    house.container.report_usage()(Scope.everything(), [usage])

    assert paid(run(house)) == {("Salon Haarmonie", "2026-11", "sms"): 0}
    assert house.look().ledger.under(f"period:{SALON.id}:2026-11") is None
    assert run(house) == []


def test_an_agent_above_the_fee_earns_its_commission_on_it() -> None:
    house = make_house(salon_cents=50_000, terms=Terms(RESELLER.id, EVER, agreement=AGREEMENT))
    house.watch.now = DECEMBER
    sell(house, flat("99.00"))
    sell(house, flat("20.00"), seller=PLATFORM.id, buyer=None)

    done = run(house)

    assert paid(done) == {("Salon Haarmonie", "2026-11", "base_fee"): 9900}
    books = house.look()
    assert books.charges.bases([AGREEMENT.id], "2026-11") == {AGREEMENT.id: 9900}
    assert books.ledger.balances()[Account(RESELLER.id, Purpose.COMMISSION)] == 2475
    assert books.ledger.balances()[Account(PLATFORM.id, Purpose.REVENUE)] == 9900 - 2475


def test_what_the_wallet_does_not_have_is_owed_and_told(house: House) -> None:
    sell(house, flat("600.00"))

    run(house)
    house.work_off()

    wallet = house.look().wallets.get(SALON.id)
    assert (wallet.balance.cents, wallet.owed_cents) == (0, 10_000)
    assert any(f"period:{SALON.id}:2026-11" in each.text for each in house.messenger.letters)


def test_one_who_cannot_be_charged_is_told_of_and_keeps_nobody_waiting(house: House) -> None:
    sell(house, flat("10.00"), buyer=None)

    done = run(house)
    house.work_off()

    assert paid(done) == {("Salon Haarmonie", "2026-11", "base_fee"): 1000}
    (refused,) = [each for each in done if each.refusal]
    assert refused.organisation.id == OTHER.id  # it pays in advance and has no wallet
    assert any(f"period:{OTHER.id}:2026-11" in each.text for each in house.messenger.letters)
    with house.storage.begin(Scope.everything()) as work:
        work.wallets.open(Wallet(OTHER.id, Money(0)))
    assert paid(run(house)) == {("Praxis Dr. Sommer", "2026-11", "base_fee"): 1000}


def test_who_came_in_the_month_owes_from_there_and_who_is_closed_nothing(house: House) -> None:
    sell(house, flat("30.00"), buyer=None, since=EVER)
    came = below(
        RESELLER,
        OrganisationId(UUID(int=7)),
        Kind.COMPANY,
        "New",
        opened_at=datetime(2026, 11, 15, 23, tzinfo=UTC),
    )
    closed = attrs.evolve(
        came,
        id=OrganisationId(UUID(int=8)),
        path=(*RESELLER.path, OrganisationId(UUID(int=8))),
        name="Closed",
        active=False,
    )
    with house.storage.begin(Scope.everything()) as work:
        for each in (came, closed):
            work.organisations.add(each)
            work.wallets.open(Wallet(each.id, Money(0)))

    done = run(house)

    new = {key: cents for key, cents in paid(done).items() if key[0] in {"New", "Closed"}}
    assert new == {("New", "2026-11", "base_fee"): 1500}


def test_more_organisations_than_a_page_are_all_charged(house: House) -> None:
    sell(house, flat("1.00"), buyer=None)
    with house.storage.begin(Scope.everything()) as work:
        for number in range(PAGE + 5):
            one = below(RESELLER, OrganisationId(UUID(int=5000 + number)), Kind.COMPANY, "X")
            work.organisations.add(one)
            work.wallets.open(Wallet(one.id, Money(0)))

    charged = [each for each in run(house) if each.charges]

    assert len({each.organisation.id for each in charged}) == PAGE + 5 + 1


def test_the_books_still_verify(house: House) -> None:
    sell(house, flat("600.00"))
    sell(house, flat("20.00"), seller=PLATFORM.id, buyer=None)
    run(house)

    assert VerifyLedger(house.storage)().faults == ()


def test_two_at_once_charge_once(house: House) -> None:
    """The other one charges between this one's look and its work."""
    sell(house, flat("99.00"))
    months = house.container.charge_months()
    meddling = Meddling(house.storage, months)

    count = attrs.evolve(months, storage=meddling)()

    assert count == 0
    assert balance(house, SALON.id) == 50_000 - 9900


@attrs.define
class Meddling(Storage):
    """A storage before whose first writing work somebody else is done."""

    storage: Storage
    meddle: Callable[[], object]
    met: bool = False

    def look(self, scope: Scope) -> AbstractContextManager[Work]:
        return self.storage.look(scope)

    def audit(self, scope: Scope) -> AbstractContextManager[Work]:
        return self.storage.audit(scope)

    def begin(self, scope: Scope) -> AbstractContextManager[Work]:
        if not self.met:
            self.met = True
            self.meddle()
        return self.storage.begin(scope)

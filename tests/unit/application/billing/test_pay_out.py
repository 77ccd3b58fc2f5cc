"""A reseller on commission: what he earns, when it may leave, and every call behind it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from askpro.application.billing.pay_out_commissions import Decision
from askpro.application.billing.read_commission import StatementLine
from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.commission_account import (
    Conditions,
    NoSuchStatement,
    Payout,
    Transfer,
)
from askpro.domain.billing.commission_bonus import Bonus, For
from askpro.domain.billing.commission_item import Counted
from askpro.domain.billing.entitlement import Kept
from askpro.domain.billing.ledger import Account, Purpose
from askpro.domain.billing.meter import CALL_SECOND
from askpro.domain.billing.terms import Terms
from askpro.domain.ids import AgreementId
from askpro.domain.money import Money
from askpro.domain.organisations.organisation import Organisation
from askpro.domain.organisations.scope import Scope
from askpro.ports.storage import NoSuchOrganisation
from askpro.ports.views import BadCursor
from tests.unit.application.house import OTHER, PLATFORM, RESELLER, SALON, House, make_house, top_up

QUARTER = Agreement.flat("25", AgreementId(UUID(int=70)))
START = datetime(2026, 1, 1, tzinfo=UTC)
COMMISSION = Account(RESELLER.id, Purpose.COMMISSION)


def agents_house(*bonuses: Bonus, threshold_cents: int = 500) -> House:
    """The reseller earns a quarter of what the salon pays: 4.00 for ten minutes."""
    house = make_house(20_000, Terms(RESELLER.id, START, agreement=QUARTER))
    conditions = Conditions(QUARTER.id, threshold_cents=threshold_cents, bonuses=bonuses)
    with house.storage.begin(Scope.everything()) as work:
        work.commissions.agree(RESELLER.id, conditions)
    return house


def call(house: House, number: int, seconds: int = 600) -> None:
    house.hang_up(f"call_{number}", seconds)


def pay_out(house: House) -> list[Decision]:
    return list(house.container.pay_out_commissions()())


def balance(house: House) -> int:
    return house.look().ledger.balances().get(COMMISSION, 0)


def test_commission_leaves_when_it_has_matured_and_reached_the_threshold() -> None:
    house = agents_house()
    outcomes = []
    for number, days in enumerate((0, 10, 4, 0, 10)):
        house.watch.go_on(days=days)
        outcomes += [decision.outcome for decision in pay_out(house)]
        for each in range(3):
            call(house, number * 10 + each)

    assert outcomes[:2] == [Kept.NOTHING_MATURED, Kept.BELOW_THRESHOLD]
    assert [one for one in outcomes[2:] if isinstance(one, Kept)] == [Kept.BELOW_THRESHOLD]
    (paid,) = [one for one in outcomes if isinstance(one, Payout)]
    assert (paid.cents, paid.number, paid.transfer) == (600, 1, Transfer.NOT_CONFIGURED)


def test_a_payout_moves_commission_to_clearing_and_is_not_repeated() -> None:
    house = agents_house(threshold_cents=200)
    for number in range(2):
        call(house, number)
    house.watch.go_on(days=14)

    first, second = pay_out(house), pay_out(house)

    (decision,) = first
    assert isinstance(decision.outcome, Payout)
    with house.storage.look(Scope.everything()) as work:
        booked = work.ledger.get(decision.outcome.transaction_id)
    assert booked.of(RESELLER.id) == Money(-200)
    assert booked.source_key == f"payout:{RESELLER.id}:{PLATFORM.id}:1"
    assert [one.outcome for one in second] == [Kept.NOTHING_MATURED]
    assert balance(house) == 0


def test_an_account_tells_every_month_and_carries_what_is_left() -> None:
    house = agents_house(threshold_cents=100)
    call(house, 1)
    house.watch.go_on(days=20)
    pay_out(house)
    call(house, 2, seconds=157)

    account = house.container.read_commission().account(RESELLER.id, RESELLER)

    december, november = account.periods
    assert (november.period, november.base_cents, november.entitlement_cents) == (
        "2026-11",
        400,
        100,
    )
    assert (november.opening_carry_cents, november.closing_carry_cents) == (0, 100)
    assert (december.base_cents, december.entitlement_cents, december.payout_cents) == (
        105,
        26,
        100,
    )
    assert (december.opening_carry_cents, december.closing_carry_cents) == (100, 26)
    assert (december.matured_cents, november.matured_cents) == (0, 100)
    assert account.standing.carry == Money(26)
    assert account.payable == {PLATFORM.id: Kept.NOTHING_MATURED}


def test_the_lines_of_a_statement_are_its_sum_on_pages_of_any_size() -> None:
    house = agents_house()
    for number in range(7):
        house.watch.go_on(minutes=1)
        call(house, number, seconds=63 + number)  # 42 and 43 cents: no quarter of them is whole
    read = house.container.read_commission()

    whole = read.statement(RESELLER.id, "2026-11", RESELLER, most=100)
    for size in (1, 2, 3, 7):
        lines: list[StatementLine] = []
        after = None
        while True:
            page = read.statement(RESELLER.id, "2026-11", RESELLER, after, size)
            lines += page.lines
            after = page.next
            if after is None:
                break
        assert lines == whole.lines

    listed = [told.line.commission_cents for told in whole.lines]
    assert (
        sum(listed) == whole.sums.entitlement_cents == whole.sums.base_cents // 4 == balance(house)
    )
    assert [told.line.item.source_key for told in whole.lines] == [
        f"call:call_{number}" for number in range(7)
    ]
    assert {told.company for told in whole.lines} == {SALON.name}
    assert list(read.lines(RESELLER.id, "2026-11", PLATFORM)) == list(whole.lines)


def test_a_statement_is_not_for_everybody() -> None:
    house = agents_house()
    call(house, 1)
    read = house.container.read_commission()

    assert read.statement(RESELLER.id, "2026-11", PLATFORM).sums.entitlement_cents == 100
    for stranger in (SALON, OTHER):
        with pytest.raises(NoSuchOrganisation):
            read.statement(RESELLER.id, "2026-11", stranger)
        with pytest.raises(NoSuchOrganisation):
            read.account(stranger.id, stranger)
    with pytest.raises(NoSuchStatement):
        read.statement(RESELLER.id, "2026-10", RESELLER)
    for cursor in ("x", f"{'0' * 32}.1.{'g' * 32}", f"{'0' * 32}.{'9' * 40}.{'0' * 32}"):
        with pytest.raises(BadCursor):
            read.statement(RESELLER.id, "2026-11", RESELLER, cursor)


def test_the_bonus_for_a_first_customer_is_booked_once_up_to_its_cap() -> None:
    house = agents_house(Bonus(For.FIRST_CUSTOMER, 100_000, months=3, cap_cents=50))
    call(house, 1)
    pay_out(house)
    once = balance(house)
    pay_out(house)
    again = balance(house)
    call(house, 2)
    house.watch.go_on(days=14)
    pay_out(house)

    assert (once, again) == (100 + 40, 140)
    account = house.container.read_commission().account(RESELLER.id, RESELLER)
    assert [month.bonus_cents for month in account.periods] == [50]
    assert balance(house) == account.standing.carry.cents == 250
    # The month's bonus matures fourteen days after the month, its calls after their day.
    assert (account.standing.matured_cents, account.standing.earned_cents) == (200, 250)
    assert house.container.check_invariants()().faults == ()


def test_those_who_stay_earn_a_bonus_with_a_cap_for_each_month() -> None:
    house = agents_house(Bonus(For.RETENTION, 50_000, months=1, cap_cents=30))
    call(house, 1)
    house.watch.go_on(days=32)
    top_up(house, SALON.id, 20_000, "2")
    call(house, 2)
    call(house, 3)
    pay_out(house)

    account = house.container.read_commission().account(RESELLER.id, RESELLER)

    assert [(month.period, month.bonus_cents) for month in account.periods] == [
        ("2026-12", 30),
        ("2026-11", 0),
    ]


def counted(
    company: Organisation, cents: int, minute: int, agreement: Agreement = QUARTER
) -> Counted:
    """A line as a charge of this company would leave it; posted as if it stood alone."""
    at = START + timedelta(days=300, minutes=minute)
    return Counted(
        UUID(int=minute), agreement.id, RESELLER.id, PLATFORM.id, "2026-10", f"usage:{minute}",
        company.id, CALL_SECOND, at, cents, agreement.entitlement(cents),
    )  # fmt: skip


def test_only_whoever_paid_first_is_the_first_customer() -> None:
    house = agents_house(Bonus(For.FIRST_CUSTOMER, 100_000, months=3, cap_cents=9_999))
    lines = [counted(SALON, 0, 1), counted(OTHER, 300, 2), counted(SALON, 5_000, 3)]
    with house.storage.begin(Scope.everything()) as work:
        work.commission_items.note(lines)
    pay_out(house)

    account = house.container.read_commission().account(RESELLER.id, RESELLER)

    assert sum(month.bonus_cents for month in account.periods) == 30


def test_each_agreement_of_a_month_begins_at_nothing() -> None:
    house = agents_house()
    half = Agreement.flat("50", AgreementId(UUID(int=71)))
    with house.storage.begin(Scope.everything()) as work:
        work.prices.add_terms(Terms(RESELLER.id, START + timedelta(1), agreement=half))
        lines = [counted(SALON, 43, 1), counted(SALON, 43, 2, half), counted(SALON, 43, 3)]
        work.commission_items.note(lines)
    read = house.container.read_commission()

    page = read.statement(RESELLER.id, "2026-10", RESELLER)
    split = [read.statement(RESELLER.id, "2026-10", RESELLER, most=1)]
    while split[-1].next:
        split.append(read.statement(RESELLER.id, "2026-10", RESELLER, split[-1].next, 1))

    told = [(one.line.before_cents, one.line.commission_cents) for one in page.lines]
    assert told == [(0, 10), (43, 11), (0, 21)]
    assert [line for one in split for line in one.lines] == page.lines
    assert [one.entitlement_cents for one in page.agreements] == [21, 21]
    assert page.sums.entitlement_cents == 42

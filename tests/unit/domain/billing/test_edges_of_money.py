"""Small figures at the edges of wallets, lots, chains and payouts, each to the cent."""

from datetime import timedelta
from uuid import UUID

import pytest

from askpro.domain.billing.allocation import Rule, allocate
from askpro.domain.billing.auto_top_up import Attempt, Outcome, failures_in_a_row
from askpro.domain.billing.chain import Chain, SellsBelowCost
from askpro.domain.billing.commission import MILLION, Agreement, Base
from askpro.domain.billing.commission_base import net_base
from askpro.domain.billing.commission_bonus import Bonus, For
from askpro.domain.billing.entitlement import Kept, Standing
from askpro.domain.billing.journal import Journal
from askpro.domain.billing.ledger import Account, Purpose, balances
from askpro.domain.billing.link import Link
from askpro.domain.billing.lots import Lot, post_breakage, post_grant
from askpro.domain.billing.meter import CALL_SECOND, SMS, Meter
from askpro.domain.billing.price import (
    AnyModel,
    PerUnit,
)
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.billing.rating import Share
from askpro.domain.billing.refund import refund
from askpro.domain.billing.statement import Statement
from askpro.domain.billing.top_up import TopUp, post_top_up
from askpro.domain.billing.vat import Line, Totals, invoiced
from askpro.domain.billing.vendor_cost import VendorAmount, rate_on
from askpro.domain.billing.wallet import Paid, Wallet
from askpro.domain.ids import AgreementId, LotId, OrganisationId, PriceRuleId, TransactionId
from askpro.domain.money import Currency, Money, Price
from askpro.testing.world import NOON

PLATFORM, RESELLER, SUB, COMPANY = (OrganisationId(UUID(int=number)) for number in range(1, 5))
ID = TransactionId(UUID(int=9))
EURO, HALF = Price.parse("1.00"), Price.parse("0.50")


def a_rule(model: AnyModel, meter: Meter = CALL_SECOND) -> PriceRule:
    return PriceRule(PriceRuleId(UUID(int=7)), meter, SUB, None, NOON, model)


def agent(seller: OrganisationId, buyer: OrganisationId, percent: str) -> Link:
    return Link(seller, buyer, (), Agreement.flat(percent, AgreementId(UUID(int=buyer.int))))


# Wallets


@pytest.mark.parametrize(
    ("wallet", "cents"),
    [
        (Wallet(COMPANY, Money(100)), 100),
        (Wallet(COMPANY, Money(100), reserved_cents=50), 50),
        (Wallet(COMPANY, Money(100), reserved_cents=50, bonus_cents=30), 80),
        (Wallet(COMPANY, Money(100), reserved_cents=50, bonus_cents=30, owed_cents=10), 70),
        (Wallet(COMPANY, Money(100), reserved_cents=10, bonus_cents=30), 100),
        (Wallet(COMPANY, Money(100), credit_limit_cents=500, bonus_cents=30), 100),
        (Wallet(COMPANY, Money(10), reserved_cents=50, bonus_cents=30), 0),
    ],
)
def test_money_may_leave_that_no_call_keeps_and_nobody_is_owed(wallet: Wallet, cents: int) -> None:
    """What live calls keep is met by bonus first, so only the rest of it binds money."""
    assert wallet.refundable == Money(cents)


def test_a_new_wallet_has_neither_credit_nor_debt() -> None:
    wallet = Wallet(COMPANY, Money(100))

    assert (wallet.available, wallet.funds) == (Money(100), Money(100))


def test_what_other_calls_keep_is_owed_and_not_taken() -> None:
    wallet = Wallet(COMPANY, Money(0), reserved_cents=5)

    after, paid = wallet.debited(3)

    assert paid == Paid(COMPANY, 0, 3, 0)
    assert (after.balance, after.bonus_cents, after.owed_cents) == (Money(0), 0, 3)


def test_what_is_paid_without_bonus_is_balance_and_debt() -> None:
    paid = Paid(COMPANY, 6, 2)

    assert (paid.cents, paid.from_bonus_cents) == (8, 0)
    assert [(entry.account, entry.cents) for entry in paid.entries()] == [
        (Account(COMPANY, Purpose.RECEIVABLE, Currency.EUR), 6),
        (Account(COMPANY, Purpose.WALLET, Currency.EUR), -6),
    ]


# Lots: their source keys make granting and expiring twice the same as once, for good.


def test_a_lot_is_booked_under_its_own_keys() -> None:
    lot = Lot(LotId(UUID(int=4)), COMPANY, PLATFORM, 9, NOON, expires_at=NOON + timedelta(1))

    grant = post_grant(lot, id=ID, now=NOON)
    expiry = post_breakage(lot, 9, id=ID, now=NOON)
    late = post_breakage(lot, 1, id=ID, now=NOON, refund_key="refund:1")

    assert grant.source_key == f"lot:{lot.id}"
    assert expiry.source_key == f"lot-expiry:{lot.id}"
    assert late.source_key == f"lot-expiry:{lot.id}:refund:1"


# Chains


def test_a_loss_of_one_cent_at_the_top_is_a_loss() -> None:
    """Commissions that add up to more than what is paid: 4 ct, of which 4 and 1 are promised."""
    company = Link(SUB, COMPANY, (a_rule(PerUnit(Price.parse("0.04"))),))
    chain = Chain((agent(PLATFORM, RESELLER, "100"), agent(RESELLER, SUB, "25"), company))

    with pytest.raises(SellsBelowCost) as refused:
        chain.refuse_losses(chain.rate(CALL_SECOND, 1))

    assert (refused.value.organisation_id, refused.value.loss) == (PLATFORM, Money(1))


def test_a_period_nobody_has_counted_yet_begins_at_nothing() -> None:
    company = Link(SUB, COMPANY, (a_rule(PerUnit(Price.parse("0.03"))),))
    chain = Chain((agent(PLATFORM, SUB, "25"), company))

    earned = chain.rate(CALL_SECOND, 1).shares[0].earned

    assert earned is not None
    assert (earned.before_cents, earned.amount) == (0, Money(0))


def test_each_meter_has_its_own_price_on_a_link() -> None:
    second, letter = a_rule(PerUnit(EURO)), a_rule(PerUnit(HALF), SMS)
    link = Link(SUB, COMPANY, (second, letter))

    assert (link.rule(CALL_SECOND), link.rule(SMS)) == (second, letter)


def test_a_refund_gives_money_back_and_no_usage() -> None:
    rating = Chain((Link(SUB, COMPANY, (a_rule(PerUnit(EURO)),)),)).rate(CALL_SECOND, 3)

    back = refund(rating, 100)

    assert (back.quantity, back.paid, back.meter) == (0, Money(-100), CALL_SECOND)


def test_unless_agreed_otherwise() -> None:
    """Commission is on gross, a tier pays in advance, 50.00 is the least that is paid out."""
    assert Agreement.flat("25").base is Base.GROSS
    assert Agreement(AgreementId(UUID(int=1)), Agreement.flat("25").bands).base is Base.GROSS
    assert Share(SUB, COMPANY, Money(1)).prepaid
    assert Standing(5_000, 5_000, 0).payable() == Money(5_000)
    assert Standing(4_999, 4_999, 0).payable() is Kept.BELOW_THRESHOLD


# Parts and documents


@pytest.mark.parametrize(
    ("cents", "parts"),
    [(1, [1, 0]), (3, [1, 2]), (5, [3, 2]), (7, [3, 4]), (-1, [-1, 0]), (-3, [-1, -2])],
)
def test_halves_go_to_the_even_cent_and_the_first_part_bears_the_difference(
    cents: int, parts: list[int]
) -> None:
    """3 by halves: 2 and 2 are one too many, so 1 and 2; 5: 2 and 2 lack one, so 3 and 2."""
    allocation = allocate(Money(cents), [1, 1], Rule.ROUND_THEN_CORRECT)

    assert [part.cents for part in allocation.parts] == parts


def test_a_cent_below_nothing_is_divided_as_its_mirror() -> None:
    assert allocate(Money(-1), [1, 1], Rule.FIRST_COME).parts == (Money(-1), Money(0))
    assert allocate(Money(-1), [1, 1]).rule is Rule.LARGEST_REMAINDER


def test_a_document_is_in_one_currency_and_in_euro_unless_said() -> None:
    francs = Line(Money(1, Currency.CHF), 190_000)

    assert (Totals(()).net, Totals(()).gross) == (Money(0), Money(0))
    assert invoiced([francs], Currency.CHF).net == Money(1, Currency.CHF)
    with pytest.raises(AssertionError):
        invoiced([francs])


def test_failures_are_counted_anew_after_a_success() -> None:
    outcomes = (Outcome.FAILED, Outcome.SUCCEEDED, Outcome.FAILED, Outcome.FAILED)
    attempts = [Attempt(NOON + timedelta(hours=n), 1, was) for n, was in enumerate(outcomes)]

    assert failures_in_a_row(attempts, NOON) == 2
    assert failures_in_a_row(attempts[::-1], NOON) == 2
    assert failures_in_a_row(attempts[:1], NOON) == 1
    assert failures_in_a_row(attempts[:2], NOON) == 0


# Journals and costs


def test_a_reversal_is_booked_under_the_key_of_what_it_takes_back() -> None:
    journal = Journal()
    lot = Lot(LotId(UUID(int=4)), COMPANY, PLATFORM, 9, NOON)
    grant = journal.post(post_grant(lot, id=ID, now=NOON))

    back = journal.reverse(grant.id, new_id=TransactionId(UUID(int=10)), now=NOON)

    assert (back.source_key, back.reverses) == (f"reversal:{grant.id}", grant.id)
    assert not any(journal.balances().values())


def test_an_id_is_given_once() -> None:
    one, other = (
        post_grant(Lot(LotId(UUID(int=number)), COMPANY, PLATFORM, 9, NOON), id=ID, now=NOON)
        for number in (4, 5)
    )
    journal = Journal()
    journal.post(one)

    with pytest.raises(AssertionError):
        journal.post(other)

    assert journal.transactions == (one,)


def test_a_cost_is_compared_to_its_last_place() -> None:
    dollar = VendorAmount(1, 0, Currency.USD)
    less, same, more = (Price.parse(text, Currency.USD) for text in ("0.999999", "1", "1.000001"))

    assert [dollar.above(price, 1, 1) for price in (less, same, more)] == [True, False, False]
    assert [dollar.below(price, 1, 1) for price in (less, same, more)] == [False, False, True]


def test_a_cost_in_the_currency_of_the_books_is_worth_itself_and_says_why() -> None:
    rate = rate_on(NOON.date(), [], Currency.EUR, Currency.EUR)

    assert rate.convert(VendorAmount(3445, 4, Currency.EUR)) == Money(34)
    assert rate.source == "same currency"


def test_a_balance_as_of_an_instant_has_what_was_posted_at_it() -> None:
    lot = Lot(LotId(UUID(int=4)), COMPANY, PLATFORM, 9, NOON)
    grant = post_grant(lot, id=ID, now=NOON)
    bonus = Account(COMPANY, Purpose.BONUS)

    assert balances([grant], as_of=NOON)[bonus] == 9
    assert balances([grant], as_of=NOON - timedelta(microseconds=1)).get(bonus, 0) == 0


def test_nothing_paid_is_no_base_and_earns_nothing() -> None:
    everything = Bonus(For.RETENTION, MILLION, 1, 500)

    assert [everything.entitlement(base) for base in (-1, 0, 1, 500, 501)] == [0, 0, 1, 500, 500]
    assert net_base(10**9) == 10**9
    assert net_base(100, fee_cents=101) == 0


def test_a_statement_of_nothing_carries_nothing() -> None:
    empty = Statement(RESELLER, Agreement.flat("25"), "2026-11", ())

    assert (empty.entitlement_cents, empty.closing_carry_cents) == (0, 0)


def test_a_top_up_settles_what_is_owed_and_never_less_than_nothing() -> None:
    top_up = TopUp(COMPANY, PLATFORM, Money(5), "pi_1")

    assert len(post_top_up(top_up, settles_cents=5, id=ID, now=NOON).entries) == 2
    for cents in (-1, 6):
        with pytest.raises(AssertionError):
            post_top_up(top_up, settles_cents=cents, id=ID, now=NOON)

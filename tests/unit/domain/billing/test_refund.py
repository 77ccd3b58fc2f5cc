"""Refunds in figures, posted like charges."""

from uuid import UUID

import pytest

from askpro.domain.billing.chain import Chain
from askpro.domain.billing.charge import post
from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.ledger import Account, Purpose, balances
from askpro.domain.billing.link import Link
from askpro.domain.billing.meter import CALL
from askpro.domain.billing.price import PerUnit
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.billing.rating import Rating
from askpro.domain.billing.refund import RefundsTooMuch, refund
from askpro.domain.billing.wallet import Paid
from askpro.domain.ids import AgreementId, OrganisationId, PriceRuleId, TransactionId
from askpro.domain.money import Money, Price
from askpro.testing.world import NOON, some_id

PLATFORM, RESELLER, COMPANY = (OrganisationId(UUID(int=number)) for number in (1, 2, 3))
QUARTER = Agreement.flat("25", AgreementId(UUID(int=9)))


def rule(seller: OrganisationId, buyer: OrganisationId, price: str) -> PriceRule:
    id = PriceRuleId(some_id())
    return PriceRule(id, CALL, seller, buyer, NOON, PerUnit(Price.parse(price)))


def by_margin() -> Rating:
    links = (
        Link(PLATFORM, RESELLER, (rule(PLATFORM, RESELLER, "3.00"),)),
        Link(RESELLER, COMPANY, (rule(RESELLER, COMPANY, "4.00"),)),
    )
    return Chain(links).rate(CALL, 1)


def by_commission() -> Rating:
    links = (
        Link(PLATFORM, RESELLER, (), QUARTER),
        Link(RESELLER, COMPANY, (rule(RESELLER, COMPANY, "4.00"),)),
    )
    return Chain(links).rate(CALL, 1)


def test_a_quarter_of_a_margin_chain_comes_back_from_each_tier() -> None:
    gains = refund(by_margin(), 100).gains()

    assert gains == {COMPANY: Money(100), RESELLER: Money(-25), PLATFORM: Money(-75)}


def test_an_agent_gives_back_what_his_entitlement_falls_by() -> None:
    back = refund(by_commission(), 100, agreements={QUARTER.id: QUARTER}, bases={QUARTER.id: 1002})

    assert back.gains() == {COMPANY: Money(100), RESELLER: Money(-25), PLATFORM: Money(-75)}
    earned = back.shares[0].earned
    assert earned is not None
    assert (earned.base_cents, earned.before_cents, earned.amount) == (-100, 1002, Money(-25))


def test_three_thirds_are_the_whole_on_every_link() -> None:
    parts = [
        refund(by_margin(), cents, refunded_cents=done)
        for cents, done in ((133, 0), (133, 133), (134, 266))
    ]

    assert [part.shares[0].amount.cents for part in parts] == [-100, -100, -100]
    assert [part.shares[1].amount.cents for part in parts] == [-133, -133, -134]
    with pytest.raises(RefundsTooMuch) as refused:
        refund(by_margin(), 1, refunded_cents=400)
    assert (refused.value.paid, refused.value.refunded, refused.value.wanted) == (
        Money(400), Money(400), Money(1),
    )  # fmt: skip


def test_a_refund_is_posted_like_a_charge_and_fills_the_wallets_again() -> None:
    rating = by_margin()

    def posted(rated: Rating, key: str, company: int, reseller: int) -> object:
        paid = (Paid(COMPANY, company), Paid(RESELLER, reseller))
        return post(
            [rated], paid, id=TransactionId(some_id()), source_key=key,
            occurred_at=NOON, now=NOON, text="",
        )  # fmt: skip

    charge = posted(rating, "call:1", 400, 300)
    back = posted(refund(rating, 400), "refund:1", -400, -300)

    sums = balances([charge, back])  # type: ignore[list-item]
    assert not any(sums.values())
    assert Account(COMPANY, Purpose.WALLET) in sums

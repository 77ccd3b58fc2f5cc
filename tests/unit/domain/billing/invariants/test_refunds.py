"""Refunds along the whole chain: conservation, bounds, and what repeated parts add up to."""

import itertools
from collections.abc import Mapping
from datetime import timedelta

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from askpro.domain.billing.chain import Chain
from askpro.domain.billing.charge import post
from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.ledger import Transaction, balances
from askpro.domain.billing.meter import CALL_SECOND
from askpro.domain.billing.rating import Rating
from askpro.domain.billing.refund import RefundsTooMuch, refund
from askpro.domain.ids import AgreementId, TransactionId
from askpro.domain.money import Money
from askpro.testing.billing_strategies.chains import chains, seconds
from askpro.testing.world import NOON, some_id

Bases = dict[AgreementId, int]


def agreed(chain: Chain) -> Mapping[AgreementId, Agreement]:
    return {link.agreement.id: link.agreement for link in chain.links if link.agreement}


def bases_with(rating: Rating, bases: Bases) -> Bases:
    """The period's bases after a rating, or after a refund, whose bases are negative."""
    more = {one.earned.agreement_id: one.earned.base_cents for one in rating.shares if one.earned}
    return {id: bases.get(id, 0) + more.get(id, 0) for id in bases.keys() | more.keys()}


@attrs.frozen
class Sold:
    """A rated usage, the agreements behind it, and what each period comes to with it."""

    rating: Rating
    agreements: Mapping[AgreementId, Agreement]
    bases: Bases


@st.composite
def sales(draw: st.DrawFn) -> Sold:
    chain = draw(chains())
    agreements = agreed(chain)
    before = {id: draw(st.integers(0, 150_000)) for id in agreements}
    rating = chain.rate(CALL_SECOND, draw(seconds()), before)
    assume(rating.paid.cents > 0)
    return Sold(rating, agreements, bases_with(rating, before))


def refunded_in_parts(sold: Sold, parts: list[int]) -> list[Rating]:
    done, bases, refunds = 0, sold.bases, []
    for part in parts:
        back = refund(
            sold.rating, part, refunded_cents=done, agreements=sold.agreements, bases=bases
        )
        done, bases = done + part, bases_with(back, bases)
        refunds.append(back)
    return refunds


@st.composite
def parts_of(draw: st.DrawFn, whole: int) -> list[int]:
    """Amounts above nothing that add up to the whole."""
    cuts = draw(st.lists(st.integers(1, max(whole - 1, 1)), max_size=4, unique=True))
    edges = [0, *sorted(cut for cut in cuts if cut < whole), whole]
    return [right - left for left, right in itertools.pairwise(edges)]


def posted(rating: Rating, key: str) -> Transaction | None:
    id = TransactionId(some_id())
    return post([rating], [], id=id, source_key=key, occurred_at=NOON, now=NOON, text="")


@given(sales(), st.data())
def test_20_what_the_company_gets_back_is_exactly_what_the_tiers_give(
    sold: Sold, data: st.DataObject
) -> None:
    cents = data.draw(st.integers(1, sold.rating.paid.cents))

    back = refund(sold.rating, cents, agreements=sold.agreements, bases=sold.bases)

    gains = back.gains()
    assert sum(gain.cents for gain in gains.values()) == 0
    assert gains[sold.rating.shares[-1].buyer_id] == Money(cents)
    assert back.paid == Money(-cents)


@given(sales(), st.data())
def test_25_repeated_parts_add_up_to_the_refund_of_their_sum(
    sold: Sold, data: st.DataObject
) -> None:
    cents = data.draw(st.integers(1, sold.rating.paid.cents))

    once = refund(sold.rating, cents, agreements=sold.agreements, bases=sold.bases)
    refunds = refunded_in_parts(sold, data.draw(parts_of(cents)))

    for place, share in enumerate(once.shares):
        assert sum(one.shares[place].amount.cents for one in refunds) == share.amount.cents


@given(sales(), st.data())
def test_25_a_full_refund_in_any_parts_returns_every_price_and_leaves_each_agent_entitled(
    sold: Sold, data: st.DataObject
) -> None:
    refunds = refunded_in_parts(sold, data.draw(parts_of(sold.rating.paid.cents)))

    bases = sold.bases
    for one in refunds:
        bases = bases_with(one, bases)
    for place, share in enumerate(sold.rating.shares):
        backs = [one.shares[place] for one in refunds]
        if share.earned is None:
            assert sum(back.amount.cents for back in backs) == -share.amount.cents
        else:
            id = share.earned.agreement_id
            agreement = sold.agreements[id]
            taken = sum(back.earned.amount.cents for back in backs if back.earned)
            assert bases[id] == sold.bases[id] - share.earned.base_cents
            had = agreement.entitlement(sold.bases[id])
            assert had + taken == agreement.entitlement(bases[id])


@given(sales(), st.data())
def test_25_each_price_is_given_back_in_proportion_to_half_a_cent(
    sold: Sold, data: st.DataObject
) -> None:
    paid = sold.rating.paid.cents
    cents = data.draw(st.integers(1, paid))

    back = refund(sold.rating, cents, agreements=sold.agreements, bases=sold.bases)

    for share, given_back in zip(sold.rating.shares, back.shares, strict=True):
        if share.earned is None:
            exact = share.amount.cents * cents
            assert abs(-given_back.amount.cents * paid - exact) * 2 <= paid


@given(sales(), st.data())
def test_25_never_more_is_refunded_than_was_paid(sold: Sold, data: st.DataObject) -> None:
    done = data.draw(st.integers(0, sold.rating.paid.cents))

    with pytest.raises(RefundsTooMuch):
        refund(
            sold.rating,
            sold.rating.paid.cents - done + 1,
            refunded_cents=done,
            agreements=sold.agreements,
            bases=sold.bases,
        )


@given(chains(), seconds())
def test_01_a_full_refund_of_the_only_charge_leaves_every_account_at_nothing(
    chain: Chain, quantity: int
) -> None:
    rating = chain.rate(CALL_SECOND, quantity)
    assume(rating.paid.cents > 0)
    charged = posted(rating, "call:1")
    back = refund(rating, rating.paid.cents, agreements=agreed(chain), bases=bases_with(rating, {}))

    refunded = posted(back, "refund:1")

    assert charged is not None
    assert refunded is not None
    assert not any(balances([charged, refunded]).values())
    assert refunded.posted_at - charged.posted_at == timedelta(0)

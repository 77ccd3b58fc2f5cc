"""Rating again under the same prices differs by nothing; under others, by what others cost."""

from datetime import timedelta
from uuid import UUID

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.billing.charge import Charge
from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.difference import Change, Tier
from askpro.domain.billing.meter import CALL_SECOND
from askpro.domain.billing.price import AnyModel, Graduated, PerSecond
from askpro.domain.billing.price import Tier as PriceTier
from askpro.domain.billing.price_book import Entries, NoPrice, PriceBook
from askpro.domain.billing.publishing import publish
from askpro.domain.billing.terms import Terms
from askpro.domain.billing.what_if import Held, Instead, WhatIf
from askpro.domain.ids import PriceBookId
from askpro.domain.money import Currency, Money, Price
from askpro.testing.billing_strategies.chains import TIERS, agreements
from askpro.testing.billing_strategies.prices import one_of_each
from askpro.testing.strategies import METERS, models
from tests.unit.domain.billing.rerated import (
    BERLIN,
    GARAGE,
    PLATFORM,
    RESELLER,
    SALON,
    SINCE,
    Town,
    Usage,
    a_book,
    charged,
    sums,
    what_if,
)


def entries() -> st.SearchStrategy[Entries]:
    each = models() | st.sampled_from(one_of_each())
    drawn = st.tuples(*(each for _ in METERS))
    return drawn.map(lambda found: tuple(zip(METERS, found, strict=True)))


@st.composite
def towns(draw: st.DrawFn) -> Town:
    """One or two resellers above each other; the lowest may have its prices change midway."""
    sellers = TIERS[: draw(st.integers(2, 3))]
    books = [a_book(seller, draw(entries())) for seller in sellers]
    later = a_book(sellers[-1], draw(entries()), number=2, since=SINCE + timedelta(days=20))
    special = a_book(sellers[-1], draw(entries()), buyer=SALON, number=3)
    published: list[PriceBook] = []
    for book in (*books, *draw(st.sets(st.sampled_from((later, special))))):
        beside = publish(book, published, SINCE)
        fresh = {one.id for one in beside}
        published = [one for one in published if one.id not in fresh] + list(beside)
    terms = [
        Terms(tier, SINCE, agreement=draw(st.none() | agreements(number)))
        for number, tier in enumerate(sellers[1:], start=1)
    ]
    paths = {company: (*sellers, company) for company in (SALON, GARAGE)}
    return Town(tuple(published), tuple(terms), paths)


def histories() -> st.SearchStrategy[list[Usage]]:
    usage = st.builds(
        Usage,
        st.sampled_from((SALON, GARAGE)),
        st.sampled_from(METERS),
        st.integers(1, 5000),
        st.integers(0, 50 * 86_400).map(lambda second: SINCE + timedelta(seconds=second)),
    )
    return st.lists(usage, max_size=12)


@given(towns(), histories())
def test_the_same_prices_differ_by_nothing_for_every_company_and_tier(
    town: Town, history: list[Usage]
) -> None:
    charges = charged(town, history)

    found = what_if(town, charges, Instead())

    assert found.is_nothing
    assert {tier: change.old_cents for tier, change in found.gains().items()} == sums(charges)
    assert found.gains() == {tier: Change(cents, cents) for tier, cents in sums(charges).items()}


@given(towns(), histories(), entries(), st.booleans(), st.data())
def test_another_book_comes_to_what_charging_by_it_comes_to(
    town: Town, history: list[Usage], others: Entries, special: bool, data: st.DataObject
) -> None:
    seller = data.draw(st.sampled_from(town.paths[SALON][:-1]))
    lowest = seller == town.paths[SALON][-2]
    draft = a_book(seller, others, SALON if special and lowest else None, 9, since=SINCE)
    rest = tuple(book for book in town.books if not book.is_beside(draft))
    (book,) = publish(draft, rest, SINCE)
    under_it = charged(attrs.evolve(town, books=(*rest, book)), history)

    later = attrs.evolve(draft, valid_from=SINCE + timedelta(days=400))
    found = what_if(town, charged(town, history), Instead(later))

    assert {tier: new for tier, (_, new) in found.gains().items()} == sums(under_it)
    assert sum(new for _, new in found.gains().values()) == 0


@given(towns(), histories(), agreements(77))
def test_another_commission_comes_to_what_charging_with_it_comes_to(
    town: Town, history: list[Usage], other: Agreement
) -> None:
    kept = tuple(term for term in town.terms if term.buyer_id != RESELLER)
    terms = (*kept, Terms(RESELLER, SINCE, agreement=other))
    with_it = charged(attrs.evolve(town, terms=terms), history)

    found = what_if(town, charged(town, history), Instead(commissions={RESELLER: other}))

    assert {tier: new for tier, (_, new) in found.gains().items()} == sums(with_it)


@given(towns(), histories())
def test_memory_holds_no_charge(town: Town, history: list[Usage]) -> None:
    held: Held = town.held  # type: ignore[assignment]
    again = WhatIf(Instead(), held, BERLIN)
    charges = charged(town, [*history, Usage(SALON, CALL_SECOND, 60, SINCE)])

    again.take_all(charges)
    links = len(again.difference().links)
    kinds = len({tuple(share.rule_id for share in one.rating.shares) for one in charges})

    assert links <= 5
    assert len(again._chains) <= kinds * len(METERS)


def minute(price: str) -> AnyModel:
    return PerSecond(Price.parse(price))


def a_town(*, platform: str = "0.30", reseller: str = "0.40") -> Town:
    priced = ((PLATFORM, platform), (RESELLER, reseller))
    books = [a_book(seller, ((CALL_SECOND, minute(price)),)) for seller, price in priced]
    published = tuple(one for book in books for one in publish(book, (), SINCE))
    return Town(published, (), {SALON: (PLATFORM, RESELLER, SALON)})


def ten_minutes(town: Town) -> list[Charge]:
    return charged(town, [Usage(SALON, CALL_SECOND, 600, SINCE)])


def test_the_figures_of_the_table() -> None:
    town = a_town()
    draft = a_book(RESELLER, ((CALL_SECOND, minute("0.45")),), number=2)

    found = what_if(town, ten_minutes(town), Instead(draft))

    euro = Currency.EUR
    assert found.paid() == {Tier(SALON, euro): Change(400, 450)}
    assert found.gains()[Tier(RESELLER, euro)].difference_cents == 50
    assert found.gains()[Tier(PLATFORM, euro)].difference_cents == 0


def test_what_a_draft_no_longer_prices_is_told_and_comes_to_nothing() -> None:
    town = a_town()
    draft = a_book(RESELLER, (), number=2)

    found = what_if(town, ten_minutes(town), Instead(draft))

    assert found.unpriced == {CALL_SECOND: 1}
    assert found.gains()[Tier(PLATFORM, Currency.EUR)] == Change(300, 0)


def test_a_call_that_outlasted_its_price_is_no_difference() -> None:
    town = a_town()
    (first, second) = town.books
    *ended, book = publish(
        attrs.evolve(second, id=PriceBookId(UUID(int=99)), valid_from=SINCE + timedelta(minutes=5),
                     entries={CALL_SECOND: minute("0.50")}, published_at=None),
        town.books, SINCE,
    )  # fmt: skip
    changed = attrs.evolve(town, books=(first, *ended, book))
    (charge,) = ten_minutes(town)
    ended_late = attrs.evolve(charge, occurred_at=SINCE + timedelta(minutes=10))

    assert what_if(changed, [ended_late], Instead()).is_nothing


def test_each_month_counts_anew() -> None:
    tiers = PriceTier(600, Price.parse("0.01")), PriceTier(None, Price.parse("0"))
    town = a_town()
    draft = a_book(RESELLER, ((CALL_SECOND, Graduated(tiers)),), number=2)
    days = (0, 1, 40)
    usages = [Usage(SALON, CALL_SECOND, 600, SINCE + timedelta(days=day)) for day in days]

    found = what_if(town, charged(town, usages), Instead(draft))

    assert found.paid() == {Tier(SALON, Currency.EUR): Change(1200, 1200)}


def test_a_refund_is_taken_over() -> None:
    town = a_town()
    (charge,) = ten_minutes(town)
    back = tuple(
        attrs.evolve(share, amount=Money(-share.amount.cents)) for share in charge.rating.shares
    )
    refund = attrs.evolve(charge, rating=attrs.evolve(charge.rating, quantity=0, shares=back))
    draft = a_book(RESELLER, ((CALL_SECOND, minute("0.45")),), number=2)

    found = what_if(town, [charge, refund], Instead(draft))

    assert found.paid() == {Tier(SALON, Currency.EUR): Change(0, 50)}


def test_a_tier_sees_its_own_links_only() -> None:
    town = a_town()
    draft = a_book(RESELLER, ((CALL_SECOND, minute("0.45")),), number=2)

    found = what_if(town, ten_minutes(town), Instead(draft)).dealt_with(SALON)

    assert [(key.seller_id, key.buyer_id) for key in found.links] == [(RESELLER, SALON)]


def test_usages_out_of_their_order_are_our_own_mistake() -> None:
    town = a_town()
    late = charged(town, [Usage(SALON, CALL_SECOND, 60, SINCE + timedelta(days=40))])

    with pytest.raises(AssertionError):
        what_if(town, [*late, *ten_minutes(town)], Instead())


def test_nothing_without_a_price_is_charged_in_these_tests() -> None:
    with pytest.raises(NoPrice):
        a_town().chain(SALON, SINCE - timedelta(seconds=1)).rate(CALL_SECOND, 1)

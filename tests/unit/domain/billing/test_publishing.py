"""From a draft to the prices in force, and what is refused on the way."""

from datetime import timedelta
from uuid import UUID

import attrs
import pytest

from askpro.domain.billing.link import Link
from askpro.domain.billing.markup import Markup, MarkupOutOfBounds, PricedBelowCost
from askpro.domain.billing.meter import CALL, CALL_SECOND, Meter
from askpro.domain.billing.price import AnyModel, Flat, PerSecond, PerUnit
from askpro.domain.billing.price_book import (
    Entries,
    PriceBook,
    PublishedBook,
    Status,
    rules_in_force,
    rules_of,
)
from askpro.domain.billing.publishing import (
    BooksOverlap,
    ChangesThePast,
    EmptyBook,
    EndsBeforeItBegins,
    MeterPricedTwice,
    MixedCurrencies,
    NotAMeter,
    NotPublishable,
    publish,
)
from askpro.domain.errors import Refused
from askpro.domain.ids import OrganisationId, PriceBookId
from askpro.domain.money import Currency, Price
from askpro.testing.world import NOON, minutes

PLATFORM, RESELLER, COMPANY = (OrganisationId(UUID(int=number)) for number in (1, 2, 3))
LATER = NOON + minutes(60)
TICK = timedelta(microseconds=1)
SECONDS: Entries = ((CALL_SECOND, PerSecond(Price.parse("0.40"))),)


def a_book(number: int = 1, **changes: object) -> PriceBook:
    id = PriceBookId(UUID(int=number))
    book = PriceBook(id, RESELLER, None, "2026", Currency.EUR, NOON, SECONDS)
    return book.revised(**changes)


def facts(error: Refused) -> tuple[object, ...]:
    """Errors are equal to themselves only; what they say is compared."""
    return type(error), *attrs.astuple(error, recurse=False)


def mistakes(
    book: PriceBook, *versions: PriceBook, above: Link | None = None
) -> list[tuple[object, ...]]:
    with pytest.raises(NotPublishable) as refused:
        publish(book, versions, NOON, above)
    assert (refused.value.id, refused.value.name) == (book.id, book.name)
    return [facts(mistake) for mistake in refused.value.mistakes]


def test_a_draft_prices_nothing_until_it_is_published() -> None:
    draft = a_book()

    (book,) = publish(draft, (), NOON)

    assert (draft.status, book.status) == (Status.DRAFT, Status.PUBLISHED)
    assert rules_of([draft]) == ()
    assert [(rule.meter, rule.version) for rule in rules_of([book])] == [(CALL_SECOND, 1)]


def test_the_next_version_ends_the_one_before_at_its_first_instant() -> None:
    (first,) = publish(a_book(), (), NOON)

    ended, second = publish(first.next_draft(PriceBookId(UUID(int=2)), LATER), [first], NOON)

    assert ended == attrs.evolve(first, valid_until=LATER)
    assert first.valid_until is None
    assert (second.version, second.valid_from, second.published_at) == (2, LATER, NOON)
    rules = rules_of([ended, second])
    assert rules_in_force(rules, RESELLER, COMPANY, LATER - TICK) == ended.rules()
    assert rules_in_force(rules, RESELLER, COMPANY, LATER) == second.rules()
    assert [rule.id for rule in ended.rules()] == [rule.id for rule in first.rules()]
    assert not {rule.id for rule in ended.rules()} & {rule.id for rule in second.rules()}


def test_a_published_book_never_changes() -> None:
    (book,) = publish(a_book(), (), NOON)

    with pytest.raises(PublishedBook) as revised:
        book.revised(name="2027")
    with pytest.raises(PublishedBook):
        publish(book, (), NOON)
    with pytest.raises(PublishedBook):
        publish(a_book(name="The same id"), [book], NOON)

    assert facts(revised.value) == (PublishedBook, book.id, 1, NOON)


def test_books_for_others_and_drafts_are_no_versions() -> None:
    (own,) = publish(a_book(2, buyer_id=COMPANY), (), NOON)
    draft = a_book(3)

    assert publish(a_book(), [own, draft], NOON)[0].version == 1


def test_a_version_fits_before_a_later_one_when_it_ends_in_time() -> None:
    (first,) = publish(a_book(), (), NOON)
    versions = publish(first.next_draft(PriceBookId(UUID(int=2)), LATER), [first], NOON)
    between = a_book(3, valid_from=NOON + minutes(30))

    fitting = publish(between.revised(valid_until=LATER), versions, NOON)

    assert [book.version for book in fitting] == [1, 3]
    assert mistakes(between, *versions) == [
        (BooksOverlap, between.valid_from, None, 2, LATER, None)
    ]


def test_two_versions_never_begin_at_the_same_instant() -> None:
    (first,) = publish(a_book(), (), NOON)

    assert mistakes(a_book(2), first) == [(BooksOverlap, NOON, None, 1, NOON, None)]


def test_what_was_rated_keeps_its_price() -> None:
    (first,) = publish(a_book(valid_from=NOON - minutes(60)), (), NOON - minutes(60))
    back = NOON - minutes(30)

    assert mistakes(a_book(2, valid_from=back), first) == [(ChangesThePast, back, NOON, 1)]


def test_all_mistakes_of_a_book_are_told_at_once() -> None:
    odd = Meter("Call second")
    francs = PerUnit(Price.parse("1.00", Currency.CHF))
    book = a_book(
        valid_until=NOON, entries=((odd, SECONDS[0][1]), (CALL, francs), (CALL, Flat(Price(1))))
    )

    found = mistakes(book)

    assert found == [
        (EndsBeforeItBegins, NOON, NOON),
        (NotAMeter, odd),
        (MixedCurrencies, CALL, Currency.EUR, (Currency.CHF,)),
        (MeterPricedTwice, CALL),
    ]
    assert mistakes(a_book(entries=())) == [(EmptyBook, "2026")]
    with pytest.raises(NotPublishable, match="Call second"):
        publish(book, (), NOON)


@pytest.mark.parametrize("name", ["", "Call", "call second", "call__second", "_call", "1call"])
def test_a_wrong_meter_is_refused(name: str) -> None:
    book = a_book(entries=((Meter(name), SECONDS[0][1]),))

    assert mistakes(book) == [(NotAMeter, name)]


def above(model: AnyModel, *markups: Markup, may_lose: bool = False) -> Link:
    (book,) = publish(a_book(9, seller_id=PLATFORM, entries=((CALL_SECOND, model),)), (), NOON)
    return Link(PLATFORM, RESELLER, book.rules(), may_lose=may_lose, markups=markups)


def test_a_book_below_its_sellers_cost_needs_permission() -> None:
    dear = PerSecond(Price.parse("0.50"))

    assert mistakes(a_book(), above=above(dear)) == [
        (PricedBelowCost, RESELLER, CALL_SECOND, Price.parse("0.50"), Price.parse("0.40"), None)
    ]
    assert publish(a_book(), (), NOON, above(dear, may_lose=True))


def test_a_book_keeps_to_the_bounds_the_tier_above_has_set() -> None:
    cost = PerSecond(Price.parse("0.30"))
    least = Markup(CALL_SECOND, least_millionths=400_000)

    (mistake,) = mistakes(a_book(), above=above(cost, least))

    assert mistake == (
        MarkupOutOfBounds,
        RESELLER,
        CALL_SECOND,
        "at least 40 %",
        Price.parse("0.30"),
        Price.parse("0.40"),
        None,
    )
    assert publish(a_book(), (), NOON, above(cost, Markup(CALL, least_millionths=400_000)))


def test_a_version_may_begin_this_very_instant() -> None:
    (first,) = publish(a_book(1), (), NOON)

    ended, second = publish(a_book(2, valid_from=LATER), (first,), LATER)

    assert (ended.valid_until, second.valid_from) == (LATER, LATER)
    with pytest.raises(NotPublishable):
        publish(a_book(3, valid_from=LATER), (first,), LATER + TICK)

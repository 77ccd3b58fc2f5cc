"""Price books, terms over time, and the stream of charges."""

from datetime import datetime, timedelta

import attrs
import pytest

from askpro.domain.billing.charge import Charge
from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.markup import Markup
from askpro.domain.billing.meter import CALL, CALL_SECOND
from askpro.domain.billing.price import PerSecond
from askpro.domain.billing.price_book import (
    NoSuchPriceBook,
    PriceBook,
    PublishedBook,
    rules_of,
)
from askpro.domain.billing.publishing import publish
from askpro.domain.billing.terms import Edge, Terms
from askpro.domain.ids import AgreementId, ChargeId, OrganisationId, PriceBookId
from askpro.domain.money import Currency, Price
from askpro.ports.storage import StaleVersion, Storage
from askpro.testing.billing_strategies.prices import one_of_each
from askpro.testing.contracts.storage.billing import a_charge
from askpro.testing.contracts.storage.planted import Planted
from askpro.testing.world import EVERYTHING, NOON, World, minutes, some_id

TICK = timedelta(microseconds=1)


def a_book(
    seller: OrganisationId, buyer: OrganisationId | None = None, since: datetime = NOON
) -> PriceBook:
    """A draft of one price."""
    entries = {CALL_SECOND: PerSecond(Price.parse("0.40"))}
    id = PriceBookId(some_id())
    return PriceBook(id, seller, buyer, "Preise 2026", Currency.EUR, since, entries)


def published(storage: Storage, draft: PriceBook) -> PriceBook:
    """Draft and publish it, as a use case would."""
    with storage.begin(EVERYTHING) as work:
        work.price_books.put_draft(draft)
    with storage.begin(EVERYTHING) as work:
        *ended, book = publish(draft, work.price_books.versions(draft.seller_id), NOON)
        work.price_books.publish(ended, book)
    return book


class PriceBookClaims(Planted):
    """PriceBooks, and what of Prices and Charges looks at a span of time."""

    def test_a_draft_of_every_model_comes_back_equal_and_prices_nothing(
        self, storage: Storage, world: World
    ) -> None:
        entries = {
            CALL_SECOND if at == 0 else f"m{at}": one for at, one in enumerate(one_of_each())
        }
        draft = a_book(world.reseller.id, world.salon.id).revised(
            entries=entries, valid_until=NOON + minutes(60)
        )
        with storage.begin(EVERYTHING) as work:
            work.price_books.put_draft(draft)

        with storage.look(EVERYTHING) as work:
            assert work.price_books.get(draft.id) == draft
            assert list(work.price_books.versions(draft.seller_id)) == []
            assert work.prices.along(world.salon.company.path, NOON) == ([], [])

    def test_a_draft_is_changed_as_often_as_one_likes(self, storage: Storage, world: World) -> None:
        draft = a_book(world.reseller.id)
        changed = draft.revised(name="Sommer", buyer_id=world.salon.id)
        with storage.begin(EVERYTHING) as work:
            work.price_books.put_draft(draft)
            work.price_books.put_draft(changed)

        with storage.look(EVERYTHING) as work:
            assert work.price_books.get(draft.id) == changed

    def test_a_drafts_id_stays_with_its_seller(self, storage: Storage, world: World) -> None:
        draft = a_book(world.reseller.id)
        with storage.begin(EVERYTHING) as work:
            work.price_books.put_draft(draft)

        with pytest.raises(NoSuchPriceBook), storage.begin(EVERYTHING) as work:
            work.price_books.put_draft(attrs.evolve(draft, seller_id=world.platform.id))

    def test_publishing_brings_the_rules_into_force(self, storage: Storage, world: World) -> None:
        book = published(storage, a_book(world.reseller.id))

        with storage.look(EVERYTHING) as work:
            before, _ = work.prices.along(world.salon.company.path, NOON - TICK)
            rules, _ = work.prices.along(world.salon.company.path, NOON)

        assert (tuple(before), tuple(rules)) == ((), rules_of([book]))
        assert rules[0].book_id == book.id

    def test_the_next_version_ends_the_one_before_and_nothing_else_of_it(
        self, storage: Storage, world: World
    ) -> None:
        first = published(storage, a_book(world.reseller.id))
        beside = published(storage, a_book(world.reseller.id, world.garage.id))
        later = NOON + minutes(60)
        second = published(storage, first.next_draft(PriceBookId(some_id()), later))

        with storage.look(EVERYTHING) as work:
            ended = work.price_books.get(first.id)
            versions = list(work.price_books.versions(world.reseller.id))
            held = {
                at: [rule.book_id for rule in work.prices.along(world.salon.company.path, at)[0]]
                for at in (later - TICK, later)
            }

        assert ended == attrs.evolve(first, valid_until=later)
        assert {book.id for book in versions} == {first.id, beside.id, second.id}
        assert held == {later - TICK: [first.id], later: [second.id]}
        assert second.version == 2

    def test_a_published_book_is_never_changed_nor_published_again(
        self, storage: Storage, world: World
    ) -> None:
        book = published(storage, a_book(world.reseller.id))
        draft = attrs.evolve(book, published_at=None, name="anders")

        with pytest.raises(PublishedBook), storage.begin(EVERYTHING) as work:
            work.price_books.put_draft(draft)
        with pytest.raises(PublishedBook), storage.begin(EVERYTHING) as work:
            work.price_books.publish([], attrs.evolve(book, name="anders"))
        with storage.look(EVERYTHING) as work:
            assert work.price_books.get(book.id) == book

    def test_of_two_who_publish_at_once_the_second_looks_again(
        self, storage: Storage, world: World
    ) -> None:
        drafts = [a_book(world.reseller.id) for _ in range(2)]
        with storage.begin(EVERYTHING) as work:
            for draft in drafts:
                work.price_books.put_draft(draft)
        (first,), (second,) = (publish(draft, (), NOON) for draft in drafts)
        with storage.begin(EVERYTHING) as work:
            work.price_books.publish([], first)

        with pytest.raises(StaleVersion), storage.begin(EVERYTHING) as work:
            work.price_books.publish([], second)

    def test_what_is_not_there_is_not_published(self, storage: Storage, world: World) -> None:
        (book,) = publish(a_book(world.reseller.id), (), NOON)

        with pytest.raises(NoSuchPriceBook), storage.begin(EVERYTHING) as work:
            work.price_books.publish([], book)

    def test_a_sellers_books_come_page_by_page_the_youngest_first(
        self, storage: Storage, world: World
    ) -> None:
        drafts = [a_book(world.reseller.id) for _ in range(5)]
        with storage.begin(EVERYTHING) as work:
            for draft in (*drafts, a_book(world.platform.id)):
                work.price_books.put_draft(draft)

        seen: list[PriceBook] = []
        with storage.look(EVERYTHING) as work:
            while page := work.price_books.of(
                world.reseller.id, seen[-1].id if seen else None, most=2
            ):
                assert len(page) <= 2
                seen += page

        assert seen == sorted(drafts, key=lambda draft: draft.id, reverse=True)

    def test_terms_keep_edge_bounds_and_partner(self, storage: Storage, world: World) -> None:
        bounds = (
            Markup(CALL_SECOND, 200_000, None, None, Price.parse("0.15"), 60),
            Markup(CALL, most_millionths=0, least_price=Price.parse("0.000001")),
        )
        agreement = Agreement.flat("27.5", AgreementId(some_id()))
        first = Terms(
            world.reseller.id, NOON, agreement=agreement, edge=Edge.PRINCIPAL, markups=bounds,
            seller_id=world.platform.id,
        )  # fmt: skip
        second = Terms(world.reseller.id, NOON + minutes(60), edge=Edge.AGENT)
        with storage.begin(EVERYTHING) as work:
            work.prices.add_terms(second)
            work.prices.add_terms(first)

        with storage.look(EVERYTHING) as work:
            _, agreed = work.prices.along(world.salon.company.path, NOON)
            assert list(agreed) == [first]
            assert list(work.prices.terms_of(world.reseller.id)) == [first, second]
            assert list(work.prices.terms_of(world.salon.id)) == []

    def test_charges_of_a_span_stream_by_instant_and_id(
        self, storage: Storage, world: World
    ) -> None:
        charges = [self._charge(world, key, at) for key, at in enumerate((5, 3, 3, 3, 0, 10, 9))]
        with storage.begin(EVERYTHING) as work:
            work.charges.add(charges)

        read: list[Charge] = []
        with storage.look(world.salon.scope) as work:
            while page := work.charges.between(
                NOON, NOON + minutes(10), read[-1] if read else None, most=2
            ):
                assert len(page) <= 2
                read += page

        inside = [one for one in charges if one.occurred_at < NOON + minutes(10)]
        assert read == sorted(inside, key=lambda one: (one.occurred_at, one.id))

    @staticmethod
    def _charge(world: World, key: int, at: float) -> Charge:
        charge = a_charge(world, f"call:{key}")
        return attrs.evolve(charge, id=ChargeId(some_id()), occurred_at=NOON + minutes(at))

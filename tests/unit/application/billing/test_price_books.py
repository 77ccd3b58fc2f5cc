"""From a draft to prices in force, who may do it, and what every seller is told."""

from datetime import timedelta

import attrs
import pytest

from askpro.adapters.memory import MemoryStorage
from askpro.application.billing.agree_terms import (
    AgreedForThePast,
    AgreeTerms,
    BuysFromNobody,
    Commission,
    EarnsNoCommission,
)
from askpro.application.billing.change_draft import ChangeDraft
from askpro.application.billing.draft_price_book import DraftPriceBook
from askpro.application.billing.publish_price_book import PublishPriceBook
from askpro.application.billing.selling import NotAChild, SellsToNobody
from askpro.application.billing.set_price import SetPrice
from askpro.application.billing.show_prices import ShowPrices
from askpro.domain.billing.commission import Band
from askpro.domain.billing.markup import Markup, MarkupOutOfBounds, PricedBelowCost
from askpro.domain.billing.meter import CALL, CALL_SECOND
from askpro.domain.billing.price import Flat, PerSecond
from askpro.domain.billing.price_book import NoSuchPriceBook, PriceBook, PublishedBook
from askpro.domain.billing.publishing import ChangesThePast, EmptyBook, NotAMeter, NotPublishable
from askpro.domain.billing.terms import Edge
from askpro.domain.ids import OrganisationId
from askpro.domain.money import Price
from askpro.domain.organisations.actor import Actor, ActorKind
from askpro.domain.organisations.organisation import Kind, below
from askpro.ports.storage import NoSuchOrganisation
from askpro.testing.world import ADA, EVERYTHING, NOON, World, plant, some_id

LATER = NOON + timedelta(days=30)


def minute(price: str) -> PerSecond:
    return PerSecond(Price.parse(price))


@attrs.frozen
class Desk:
    """A world, and everything that can be done about its prices."""

    storage: MemoryStorage
    world: World

    def draft(self, seller: OrganisationId, price: str = "0.40", **changes: object) -> PriceBook:
        given = {
            "name": "2026", "valid_from": NOON, "entries": ((CALL_SECOND, minute(price)),),
            "by": ADA, **changes,
        }  # fmt: skip
        return DraftPriceBook(self.storage, some_id)(seller, **given)  # type: ignore[arg-type]

    def publish(self, book: PriceBook, by: Actor = ADA) -> PriceBook:
        return PublishPriceBook(self.storage, lambda: NOON)(book.id, by=by)

    def paid(self, buyer: OrganisationId, by: Actor = ADA) -> list[object]:
        found = ShowPrices(self.storage)(buyer, at=LATER, by=by)
        return [rule.model for rule in found.rules]

    def agree(self, buyer: OrganisationId, **changes: object) -> object:
        given = {"by": ADA, **changes}
        return AgreeTerms(self.storage, lambda: NOON, some_id)(buyer, **given)  # type: ignore[arg-type]


@pytest.fixture
def desk() -> Desk:
    storage = MemoryStorage()
    return Desk(storage, plant(storage))


def actor(id: OrganisationId) -> Actor:
    return Actor(ActorKind.KEY, "k", id)


def test_what_is_published_is_what_children_pay(desk: Desk) -> None:
    draft = desk.draft(desk.world.reseller.id)
    before = desk.paid(desk.world.salon.id)
    book = desk.publish(draft)

    assert (before, desk.paid(desk.world.salon.id)) == ([], [minute("0.40")])
    assert (book.version, book.published_at) == (1, NOON)


def test_a_price_for_one_buyer_goes_before_the_price_for_all(desk: Desk) -> None:
    world = desk.world
    desk.publish(desk.draft(world.reseller.id))
    desk.publish(desk.draft(world.reseller.id, "0.35", buyer_id=world.salon.id))

    assert desk.paid(world.salon.id) == [minute("0.35")]
    assert desk.paid(world.garage.id) == [minute("0.40")]


def test_a_draft_is_changed_and_a_published_book_is_not(desk: Desk) -> None:
    draft = desk.draft(desk.world.reseller.id)
    change = ChangeDraft(desk.storage)
    entries = ((CALL, Flat(Price.parse("1"))),)

    def changed() -> PriceBook:
        return change(draft.id, name="neu", valid_from=LATER, entries=entries, by=ADA)

    book = desk.publish(changed())

    assert (book.name, book.valid_from, book.entries) == ("neu", LATER, entries)
    with pytest.raises(PublishedBook):
        changed()
    with pytest.raises(PublishedBook):
        desk.publish(book)


def test_all_mistakes_are_told_at_once_and_nothing_is_published(desk: Desk) -> None:
    world = desk.world
    desk.publish(desk.draft(world.platform.id, "0.30"))
    desk.agree(world.reseller.id, markups=(Markup(CALL_SECOND, most_millionths=100_000),))
    entries = ((CALL_SECOND, minute("0.50")), ("Call!", minute("1")))
    draft = desk.draft(world.reseller.id, entries=entries)

    with pytest.raises(NotPublishable) as refused:
        desk.publish(draft)

    assert {type(mistake) for mistake in refused.value.mistakes} == {NotAMeter, MarkupOutOfBounds}
    assert desk.paid(world.salon.id) == []


def test_nobody_sells_below_cost_without_permission(desk: Desk) -> None:
    world = desk.world
    desk.publish(desk.draft(world.platform.id, "0.30"))
    draft = desk.draft(world.reseller.id, "0.29")

    with pytest.raises(NotPublishable) as refused:
        desk.publish(draft)
    desk.agree(world.reseller.id, may_lose=True)
    desk.publish(draft)

    assert [type(one) for one in refused.value.mistakes] == [PricedBelowCost]
    assert desk.paid(world.salon.id) == [minute("0.29")]


def test_an_empty_book_and_a_change_of_the_past_are_refused(desk: Desk) -> None:
    seller = desk.world.platform.id
    desk.publish(desk.draft(seller, valid_from=NOON - timedelta(days=9)))

    with pytest.raises(NotPublishable) as refused:
        desk.publish(desk.draft(seller, entries=(), valid_from=NOON - timedelta(days=1)))

    assert {type(one) for one in refused.value.mistakes} == {EmptyBook, ChangesThePast}


def test_prices_are_set_by_their_seller_and_by_the_operator_only(desk: Desk) -> None:
    world = desk.world
    draft = desk.draft(world.reseller.id, by=actor(world.reseller.id))

    for stranger in (world.salon.id, world.stranger.id):
        with pytest.raises(NoSuchPriceBook):
            desk.publish(draft, by=actor(stranger))
        with pytest.raises(NoSuchOrganisation):
            desk.draft(world.reseller.id, by=actor(stranger))
    assert desk.publish(draft, by=actor(world.platform.id)).version == 1


def test_a_partner_above_another_does_not_read_its_prices(desk: Desk) -> None:
    world = desk.world
    partner = below(world.reseller, OrganisationId(some_id()), Kind.RESELLER, "Küste")
    with desk.storage.begin(EVERYTHING) as work:
        work.organisations.add(partner)
    draft = desk.draft(partner.id, by=actor(partner.id))

    with pytest.raises(NoSuchPriceBook):
        desk.publish(draft, by=actor(world.reseller.id))
    with pytest.raises(NoSuchOrganisation):
        desk.draft(partner.id, by=actor(world.reseller.id))


def test_a_company_sells_to_nobody_and_nobody_sells_past_a_child(desk: Desk) -> None:
    world = desk.world

    with pytest.raises(SellsToNobody):
        desk.draft(world.salon.id)
    with pytest.raises(NotAChild):
        desk.draft(world.platform.id, buyer_id=world.salon.id)


def test_a_single_price_is_the_next_version_of_the_book(desk: Desk) -> None:
    world = desk.world
    set_price = SetPrice(desk.storage, lambda: NOON, some_id)
    set_price(world.reseller.id, CALL_SECOND, minute("0.40"), by=ADA)

    second = set_price(world.reseller.id, CALL, Flat(Price.parse("1")), valid_from=LATER, by=ADA)

    assert second.version == 2
    assert desk.paid(world.salon.id) == [Flat(Price.parse("1")), minute("0.40")]


def test_the_platform_pays_nobody(desk: Desk) -> None:
    found = ShowPrices(desk.storage)(desk.world.platform.id, at=NOON, by=ADA)

    assert (found.seller_id, found.rules, found.terms) == (None, (), None)


def test_terms_are_with_the_present_parent_and_the_younger_count(desk: Desk) -> None:
    world, quarter = desk.world, Commission((Band(0, 250_000),))
    desk.agree(world.reseller.id, commission=quarter, edge=Edge.PRINCIPAL)
    desk.agree(world.reseller.id, commission=quarter, valid_from=LATER, prepaid=False)

    with desk.storage.look(EVERYTHING) as work:
        first, second = work.prices.terms_of(world.reseller.id)

    assert first.seller_id == world.platform.id
    assert (first.edge, second.edge, second.prepaid) == (Edge.PRINCIPAL, None, False)
    assert first.agreement == second.agreement  # so that its period goes on counting


def test_another_rate_is_another_agreement(desk: Desk) -> None:
    world = desk.world
    desk.agree(world.reseller.id, commission=Commission((Band(0, 250_000),)))
    desk.agree(world.reseller.id, commission=Commission((Band(0, 275_000),)), valid_from=LATER)

    with desk.storage.look(EVERYTHING) as work:
        agreements = [term.agreement for term in work.prices.terms_of(world.reseller.id)]

    assert len({agreement.id for agreement in agreements if agreement}) == 2


def test_terms_that_make_no_sense_are_refused(desk: Desk) -> None:
    world, quarter = desk.world, Commission((Band(0, 250_000),))

    with pytest.raises(EarnsNoCommission):
        desk.agree(world.salon.id, commission=quarter)
    with pytest.raises(BuysFromNobody):
        desk.agree(world.platform.id)
    with pytest.raises(AgreedForThePast):
        desk.agree(world.reseller.id, valid_from=NOON - timedelta(seconds=1))
    for nobody in (world.reseller.id, world.stranger.id):
        with pytest.raises(NoSuchOrganisation):
            desk.agree(world.reseller.id, by=actor(nobody))

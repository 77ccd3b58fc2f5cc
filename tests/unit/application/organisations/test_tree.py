"""Opening organisations and branches, and setting prices, refuse what has no place."""

from zoneinfo import ZoneInfo

import pytest

from askpro.adapters.memory import MemoryStorage
from askpro.application.billing.selling import NotAChild
from askpro.application.billing.set_price import SetPrice
from askpro.application.organisations.open_branch import OpenBranch
from askpro.application.organisations.open_organisation import OpenOrganisation
from askpro.domain.billing.meter import CALL_SECOND
from askpro.domain.billing.price import PerSecond
from askpro.domain.money import Price
from askpro.domain.organisations.actor import Actor, ActorKind
from askpro.domain.organisations.branch import NotANumber
from askpro.domain.organisations.organisation import Kind, NoSuchPlace
from askpro.ports.storage import AlreadyThere, NoSuchBranch, NoSuchOrganisation
from askpro.testing.world import ADA, EVERYTHING, NOON, World, plant, some_id

BERLIN = ZoneInfo("Europe/Berlin")
MINUTE = PerSecond(Price.parse("0.40"))


@pytest.fixture
def storage() -> MemoryStorage:
    return MemoryStorage()


@pytest.fixture
def world(storage: MemoryStorage) -> World:
    return plant(storage)


def test_a_new_company_has_an_empty_wallet_with_its_limit(
    storage: MemoryStorage, world: World
) -> None:
    grow = OpenOrganisation(storage, lambda: NOON, some_id)

    opened = grow.below(world.reseller.id, Kind.COMPANY, "Praxis", credit_limit_cents=500, by=ADA)

    with storage.look(EVERYTHING) as work:
        assert work.organisations.get(opened.id).path == (*world.reseller.path, opened.id)
        assert work.organisations.get(opened.id).opened_at == NOON
        assert work.wallets.get(opened.id).available.cents == 500


def test_nothing_stands_below_a_company_and_there_is_one_platform(
    storage: MemoryStorage, world: World
) -> None:
    grow = OpenOrganisation(storage, lambda: NOON, some_id)

    with pytest.raises(NoSuchPlace):
        grow.below(world.salon.id, Kind.COMPANY, "Stuhl 3", by=ADA)
    with pytest.raises(AlreadyThere):
        grow.platform("zweite", by=ADA)


def test_a_branch_with_a_wrong_number_is_not_opened_at_all(
    storage: MemoryStorage, world: World
) -> None:
    open_branch = OpenBranch(storage, some_id)
    numbers = ("+4922199999999", "0221 1")

    with pytest.raises(NotANumber):
        open_branch(world.salon.id, "Nord", BERLIN, numbers=numbers, by=ADA)
    opened = open_branch(world.salon.id, "Nord", BERLIN, numbers=numbers[:1], by=ADA)

    with storage.look(EVERYTHING) as work:
        assert work.branches.at(numbers[0]) == opened


def test_a_stranger_opens_nothing(storage: MemoryStorage, world: World) -> None:
    stranger = Actor(ActorKind.MEMBER, "s", world.stranger.id)

    with pytest.raises(NoSuchOrganisation):
        OpenOrganisation(storage, lambda: NOON, some_id).below(
            world.reseller.id, Kind.COMPANY, "Praxis", by=stranger
        )
    with pytest.raises((NoSuchOrganisation, NoSuchBranch)):
        OpenBranch(storage, some_id)(world.salon.id, "Nord", BERLIN, by=stranger)


def test_a_price_is_set_for_direct_children_only(storage: MemoryStorage, world: World) -> None:
    set_price = SetPrice(storage, lambda: NOON, some_id)

    with pytest.raises(NotAChild):
        set_price(world.platform.id, CALL_SECOND, MINUTE, buyer_id=world.salon.id, by=ADA)
    rule = set_price(world.reseller.id, CALL_SECOND, MINUTE, buyer_id=world.salon.id, by=ADA)

    with storage.look(EVERYTHING) as work:
        rules, _ = work.prices.along((*world.reseller.path, world.salon.id), NOON)
    assert rule in rules
    assert rule.valid_from == NOON

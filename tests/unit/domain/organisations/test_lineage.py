"""Who stood below whom, and since when."""

from datetime import timedelta
from uuid import UUID

import pytest

from askpro.domain.ids import OrganisationId
from askpro.domain.organisations.lineage import (
    BelowItself,
    Lineage,
    MovedLater,
    NotYetThere,
    move_below,
)
from askpro.domain.organisations.organisation import Kind, NoSuchPlace, below, platform
from askpro.testing.world import NOON, minutes

ROOT, NORTH, SOUTH, UNDER, SALON = (OrganisationId(UUID(int=number)) for number in range(1, 6))
LATER = NOON + minutes(60)
TICK = timedelta(microseconds=1)
TREE = (
    Lineage.founded(ROOT, NOON)
    .joined(NORTH, Kind.RESELLER, ROOT, NOON)
    .joined(SOUTH, Kind.RESELLER, ROOT, NOON)
    .joined(UNDER, Kind.RESELLER, NORTH, NOON)
    .joined(SALON, Kind.COMPANY, UNDER, NOON)
)


def test_the_instant_of_a_move_belongs_to_the_new_place() -> None:
    moved = move_below(TREE, SALON, SOUTH, LATER)

    assert moved.path_at(SALON, LATER - TICK) == (ROOT, NORTH, UNDER, SALON)
    assert moved.path_at(SALON, LATER) == (ROOT, SOUTH, SALON)
    assert TREE.path_at(SALON, LATER) == (ROOT, NORTH, UNDER, SALON)


def test_all_that_stands_below_moves_along() -> None:
    moved = move_below(TREE, UNDER, SOUTH, LATER)

    assert moved.path_at(SALON, NOON) == (ROOT, NORTH, UNDER, SALON)
    assert moved.path_at(SALON, LATER) == (ROOT, SOUTH, UNDER, SALON)


def test_an_organisation_takes_the_path_of_the_instant() -> None:
    north = below(platform(ROOT, "askpro"), NORTH, Kind.RESELLER, "Nordlicht")
    moved = move_below(TREE, NORTH, SOUTH, LATER)

    assert moved.standing(north, NOON) == north
    assert moved.standing(north, LATER).path == (ROOT, SOUTH, NORTH)


@pytest.mark.parametrize("parent", [NORTH, UNDER])
def test_nobody_stands_below_itself(parent: OrganisationId) -> None:
    with pytest.raises(BelowItself) as refused:
        move_below(TREE, NORTH, parent, LATER)

    assert (refused.value.id, refused.value.parent_id) == (NORTH, parent)
    assert refused.value.at == LATER


def test_a_circle_with_a_move_already_planned_is_refused() -> None:
    planned = move_below(TREE, SOUTH, NORTH, LATER)

    with pytest.raises(BelowItself) as refused:
        move_below(planned, NORTH, SOUTH, NOON + minutes(30))

    assert refused.value.at == LATER


def test_the_platform_does_not_move_and_nothing_stands_below_a_company() -> None:
    with pytest.raises(NoSuchPlace):
        move_below(TREE, ROOT, NORTH, LATER)
    with pytest.raises(NoSuchPlace) as refused:
        move_below(TREE, SOUTH, SALON, LATER)

    assert (refused.value.kind, refused.value.below) == (Kind.RESELLER, Kind.COMPANY)


@pytest.mark.parametrize("kind", [Kind.PLATFORM, Kind.COMPANY])
def test_nothing_joins_where_it_cannot_stand(kind: Kind) -> None:
    new = OrganisationId(UUID(int=9))

    with pytest.raises(NoSuchPlace):
        TREE.joined(new, kind, SALON if kind is Kind.COMPANY else ROOT, NOON)


def test_moves_are_made_in_their_order() -> None:
    moved = move_below(TREE, SALON, SOUTH, LATER)

    for at in (LATER, NOON + minutes(30)):
        with pytest.raises(MovedLater) as refused:
            move_below(moved, SALON, NORTH, at)
        assert refused.value.placed_at == LATER
    with pytest.raises(MovedLater):
        TREE.joined(SALON, Kind.COMPANY, NORTH, LATER)


def test_before_it_joined_nobody_has_a_place() -> None:
    with pytest.raises(NotYetThere) as missing:
        TREE.path_at(SALON, NOON - TICK)
    with pytest.raises(NotYetThere):
        move_below(TREE, SALON, OrganisationId(UUID(int=9)), LATER)

    assert (missing.value.id, missing.value.at) == (SALON, NOON - TICK)

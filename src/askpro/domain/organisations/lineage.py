"""Who stood below whom, and since when.

A customer who moves to another reseller at an instant is that reseller's from then on;
what happened before stays with the tiers that stood above it then. What is stored with an
``Organisation`` is its present path.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Self

import attrs

from askpro.domain.errors import Missing, Refused
from askpro.domain.ids import OrganisationId
from askpro.domain.moment import utc
from askpro.domain.organisations.organisation import Kind, NoSuchPlace, Organisation


@attrs.define
class BelowItself(Refused):
    """An organisation cannot stand below itself or below one that stands below it."""

    id: OrganisationId
    parent_id: OrganisationId
    at: datetime


@attrs.define
class MovedLater(Refused):
    """This organisation already has a place from that instant on, or from a later one."""

    id: OrganisationId
    at: datetime
    placed_at: datetime


@attrs.define
class NotYetThere(Missing):
    """This organisation is unknown at that instant."""

    id: OrganisationId
    at: datetime


@attrs.frozen
class Place:
    """Where an organisation stands from an instant on; the platform stands below nobody."""

    id: OrganisationId
    kind: Kind
    parent_id: OrganisationId | None
    since: datetime = attrs.field(converter=utc)


@attrs.frozen
class Lineage:
    """Every place that every organisation has had, in any order."""

    places: tuple[Place, ...]

    @classmethod
    def founded(cls, platform_id: OrganisationId, since: datetime) -> Self:
        return cls((Place(platform_id, Kind.PLATFORM, None, since),))

    def joined(
        self, id: OrganisationId, kind: Kind, parent_id: OrganisationId, at: datetime
    ) -> "Lineage":
        """With a new organisation below the parent.

        Raises:
            NoSuchPlace: Below a company nothing stands, and the platform is the root.
            NotYetThere: The parent is unknown at that instant.
            MovedLater: The organisation is known.
        """
        places = self._of.get(id)
        if places:
            raise MovedLater(id, at, places[0].since)
        return self.placed(Place(id, kind, parent_id, at))

    def place_at(self, id: OrganisationId, at: datetime) -> Place:
        """The place in force; the instant of a move belongs to the new one.

        Raises:
            NotYetThere: It was unknown then.
        """
        for place in reversed(self._of.get(id, ())):
            if place.since <= at:
                return place
        raise NotYetThere(id, at)

    def path_at(self, id: OrganisationId, at: datetime) -> tuple[OrganisationId, ...]:
        """From the platform to the organisation, itself included, as it was at the instant.

        Raises:
            NotYetThere: It, or one above it, was unknown then.
        """
        path = [id]
        place = self.place_at(id, at)
        while place.parent_id is not None:
            assert place.parent_id not in path, "moves never close a circle"
            path.append(place.parent_id)
            place = self.place_at(place.parent_id, at)
        return tuple(reversed(path))

    def standing(self, organisation: Organisation, at: datetime) -> Organisation:
        """The organisation with the path it has at the instant."""
        return attrs.evolve(organisation, path=self.path_at(organisation.id, at))

    def changes_from(self, at: datetime) -> tuple[datetime, ...]:
        """This instant and every later one at which somebody moves."""
        return (at, *sorted({place.since for place in self.places if place.since > at}))

    def placed(self, place: Place) -> "Lineage":
        """With one more place.

        Raises:
            NoSuchPlace, NotYetThere: As for ``joined``.
        """
        assert place.parent_id is not None
        above = self.place_at(place.parent_id, place.since)
        if above.kind is Kind.COMPANY or place.kind is Kind.PLATFORM:
            raise NoSuchPlace(place.kind, above.kind)
        return Lineage((*self.places, place))

    @cached_property
    def _of(self) -> Mapping[OrganisationId, tuple[Place, ...]]:
        """The places of each, the oldest first."""
        found: dict[OrganisationId, list[Place]] = {}
        for place in sorted(self.places, key=lambda place: place.since):
            found.setdefault(place.id, []).append(place)
        return {id: tuple(places) for id, places in found.items()}


def move_below(
    lineage: Lineage, id: OrganisationId, parent_id: OrganisationId, at: datetime
) -> Lineage:
    """The organisation, with all below it, stands below another parent from an instant on.

    Raises:
        NoSuchPlace: The platform does not move, and below a company nothing stands.
        NotYetThere: One of the two is unknown at that instant.
        MovedLater: It has already been placed for that instant or a later one.
        BelowItself: The parent stands below it, then or after a move already planned.
    """
    place = lineage.place_at(id, at)
    later = [known.since for known in lineage.places if known.id == id and known.since >= at]
    if place.kind is Kind.PLATFORM:
        raise NoSuchPlace(place.kind, lineage.place_at(parent_id, at).kind)
    if later:
        raise MovedLater(id, at, min(later))
    for moment in lineage.changes_from(at):
        if id in lineage.path_at(parent_id, moment):
            raise BelowItself(id, parent_id, moment)
    return lineage.placed(attrs.evolve(place, parent_id=parent_id, since=at))

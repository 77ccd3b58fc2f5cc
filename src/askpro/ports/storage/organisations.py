"""The tree, its branches and numbers."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Protocol

import attrs

from askpro.domain.errors import Missing, Refused
from askpro.domain.ids import BranchId, OrganisationId
from askpro.domain.organisations.branch import Branch, PhoneNumber
from askpro.domain.organisations.organisation import Organisation


@attrs.define
class NoSuchOrganisation(Missing):
    """There is no such organisation here."""


@attrs.define
class NoSuchBranch(Missing):
    """There is no such branch here."""


@attrs.define
class AlreadyThere(Refused):
    """That exists already."""

    what: str


class Organisations(Protocol):
    """The organisations of the scope."""

    @abstractmethod
    def add(self, organisation: Organisation) -> None:
        """A new node. Raises ``AlreadyThere`` for a known id, and for a second platform."""

    @abstractmethod
    def get(self, id: OrganisationId) -> Organisation:
        """Raises ``NoSuchOrganisation``."""

    @abstractmethod
    def along(self, path: Sequence[OrganisationId]) -> Sequence[Organisation]:
        """The organisations of a path that lie in the scope, in its order."""

    @abstractmethod
    def after(self, id: OrganisationId | None = None, most: int = 100) -> Sequence[Organisation]:
        """The organisations behind an id, in the order of ids, so many at most; None: the
        first."""

    @abstractmethod
    def platform(self) -> Organisation:
        """The root, whatever the scope. Raises ``NoSuchOrganisation`` in an empty tree."""


class Branches(Protocol):
    """The branches of the scope and the numbers that ring there."""

    @abstractmethod
    def add(self, branch: Branch) -> None:
        """A new branch. Raises ``AlreadyThere``, ``NoSuchOrganisation``."""

    @abstractmethod
    def get(self, id: BranchId) -> Branch:
        """Raises ``NoSuchBranch``."""

    @abstractmethod
    def connect(self, number: PhoneNumber) -> None:
        """Let a number ring at a branch, or change whether it does.

        Raises ``AlreadyThere`` when it belongs to another organisation.
        """

    @abstractmethod
    def at(self, number: str) -> Branch:
        """Where an active number of an active organisation rings.

        Raises ``UnknownNumber``, for an inactive one as well.
        """

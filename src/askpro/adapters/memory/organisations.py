"""The tree, its branches and numbers, in memory."""

from collections.abc import Sequence

import attrs

from askpro.adapters.memory.sight import Sight
from askpro.domain.ids import BranchId, OrganisationId
from askpro.domain.organisations.branch import Branch, PhoneNumber, UnknownNumber
from askpro.domain.organisations.organisation import Kind, Organisation
from askpro.ports.storage import (
    AlreadyThere,
    Branches,
    NoSuchBranch,
    NoSuchOrganisation,
    Organisations,
)


@attrs.frozen
class MemoryOrganisations(Organisations):
    """The organisations of the scope."""

    _sight: Sight

    def add(self, organisation: Organisation) -> None:
        known = self._sight.tables.organisations
        if organisation.id in known:
            raise AlreadyThere(f"organisation {organisation.id}")
        if organisation.kind is not Kind.PLATFORM:
            self._sight.must_see(organisation.parent_id)
        elif not self._sight.whole:
            raise NoSuchOrganisation
        elif any(other.kind is Kind.PLATFORM for other in known.rows()):
            raise AlreadyThere("platform")
        known.put(organisation.id, organisation)

    def get(self, id: OrganisationId) -> Organisation:
        organisation = self._sight.tables.organisations.get(id)
        if organisation is None or not self._sight.sees(id):
            raise NoSuchOrganisation
        return organisation

    def along(self, path: Sequence[OrganisationId]) -> Sequence[Organisation]:
        return [self.get(id) for id in path if self._sight.sees(id)]

    def after(self, id: OrganisationId | None = None, most: int = 100) -> Sequence[Organisation]:
        behind = (
            one
            for one in self._sight.tables.organisations.rows()
            if (id is None or one.id > id) and self._sight.sees(one.id)
        )
        return sorted(behind, key=lambda one: one.id)[:most]

    def platform(self) -> Organisation:
        for organisation in self._sight.tables.organisations.rows():
            if organisation.kind is Kind.PLATFORM:
                return organisation
        raise NoSuchOrganisation


@attrs.frozen
class MemoryBranches(Branches):
    """The branches of the scope and the numbers that ring there."""

    _sight: Sight

    def add(self, branch: Branch) -> None:
        self._sight.must_see(branch.organisation_id)
        if branch.id in self._sight.tables.branches:
            raise AlreadyThere(f"branch {branch.id}")
        self._sight.tables.branches.put(branch.id, branch)

    def get(self, id: BranchId) -> Branch:
        branch = self._sight.tables.branches.get(id)
        if branch is None or not self._sight.sees(branch.organisation_id):
            raise NoSuchBranch
        return branch

    def connect(self, number: PhoneNumber) -> None:
        self._sight.must_see(number.organisation_id)
        if self.get(number.branch_id).organisation_id != number.organisation_id:
            raise NoSuchBranch
        known = self._sight.tables.numbers.get(number.number)
        if known is not None and known.organisation_id != number.organisation_id:
            raise AlreadyThere(f"number {number.number}")
        self._sight.tables.numbers.put(number.number, number)

    def at(self, number: str) -> Branch:
        known = self._sight.tables.numbers.get(number)
        if known is None or not known.active or not self._sight.sees(known.organisation_id):
            raise UnknownNumber(number)
        organisation = self._sight.tables.organisations.get(known.organisation_id)
        if organisation is None or not organisation.active:
            raise UnknownNumber(number)
        return self.get(known.branch_id)

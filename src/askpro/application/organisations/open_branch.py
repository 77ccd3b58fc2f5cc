"""Open a place of a company, and let numbers ring there."""

from zoneinfo import ZoneInfo

import attrs

from askpro.domain.ids import BranchId, OrganisationId
from askpro.domain.organisations.actor import Actor
from askpro.domain.organisations.branch import Address, Branch, PhoneNumber
from askpro.ports.clock import NewId
from askpro.ports.storage import Storage


@attrs.frozen
class OpenBranch:
    """A branch can be called as soon as a number and a catalogue are there."""

    storage: Storage
    new_id: NewId

    def __call__(
        self,
        organisation_id: OrganisationId,
        name: str,
        zone: ZoneInfo,
        *,
        numbers: tuple[str, ...] = (),
        address: Address | None = None,
        email: str | None = None,
        id: BranchId | None = None,
        by: Actor,
    ) -> Branch:
        """The branch with its numbers.

        Raises:
            NoSuchOrganisation: Not there, or not in the actor's subtree.
            NotANumber: A number is not in E.164.
            AlreadyThere: The id is known, or a number belongs to another organisation.
        """
        branch_id = id or BranchId(self.new_id())
        branch = Branch(branch_id, organisation_id, name, zone, address, email)
        with self.storage.begin(by.scope) as work:
            work.branches.add(branch)
            for number in numbers:
                work.branches.connect(PhoneNumber(number, branch.id, organisation_id))
        return branch

"""Say what a branch offers."""

import attrs

from askpro.domain.booking.service import Catalogue
from askpro.domain.ids import BranchId
from askpro.domain.organisations.actor import Actor
from askpro.ports.storage import Storage


@attrs.frozen
class PutCatalogue:
    """The whole catalogue at once; calls that are on the line keep the one they began with."""

    storage: Storage

    def __call__(self, branch_id: BranchId, catalogue: Catalogue, *, by: Actor) -> None:
        """Raises ``NoSuchBranch`` for one that is not there, or not in the actor's subtree."""
        with self.storage.begin(by.scope) as work:
            work.catalogues.put(branch_id, catalogue)

"""What a scope sees of the tree."""

import attrs

from askpro.adapters.memory.tables import Tables
from askpro.domain.ids import OrganisationId
from askpro.domain.organisations.scope import Scope
from askpro.ports.storage import NoSuchOrganisation


@attrs.frozen
class Sight:
    """The tables as one scope may see them."""

    tables: Tables
    scope: Scope

    @property
    def whole(self) -> bool:
        return self.scope.root is None

    def sees(self, id: OrganisationId | None) -> bool:
        """Whether the organisation stands in the scope; nobody stands only in the whole tree."""
        if id is None:
            return self.whole
        organisation = self.tables.organisations.get(id)
        return organisation is not None and (self.whole or self.scope.root in organisation.path)

    def must_see(self, id: OrganisationId | None) -> None:
        """Raises ``NoSuchOrganisation`` for what may not be written here."""
        if not self.sees(id):
            raise NoSuchOrganisation

    def sees_wallet_of(self, id: OrganisationId) -> bool:
        """As ``sees``; the wallets on the way up to the platform are in sight as well."""
        if self.sees(id):
            return True
        root = self.tables.organisations.get(self.scope.root) if self.scope.root else None
        return root is not None and id in root.path

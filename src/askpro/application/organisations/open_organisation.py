"""Put an organisation into the tree."""

import attrs

from askpro.domain.billing.wallet import Wallet
from askpro.domain.ids import OrganisationId
from askpro.domain.money import Money
from askpro.domain.organisations.actor import Actor
from askpro.domain.organisations.organisation import Kind, Language, Organisation, below, platform
from askpro.ports.clock import Clock, NewId
from askpro.ports.storage import Storage


@attrs.frozen
class OpenOrganisation:
    """The platform stands alone; everyone else below a parent, with an empty wallet."""

    storage: Storage
    clock: Clock
    new_id: NewId

    def platform(
        self, name: str, *, email: str | None = None, id: OrganisationId | None = None, by: Actor
    ) -> Organisation:
        """The root of the tree. Raises ``AlreadyThere`` when there is one."""
        root = platform(id or OrganisationId(self.new_id()), name, email)
        with self.storage.begin(by.scope) as work:
            work.organisations.add(root)
        return root

    def below(
        self,
        parent_id: OrganisationId,
        kind: Kind,
        name: str,
        *,
        email: str | None = None,
        id: OrganisationId | None = None,
        credit_limit_cents: int = 0,
        language: Language | None = None,
        by: Actor,
    ) -> Organisation:
        """A reseller or a company that pays in advance from now on.

        It speaks its parent's language unless another is named.

        Raises:
            NoSuchOrganisation: The parent is not there, or not in the actor's subtree.
            NoSuchPlace: Nothing stands below a company.
            AlreadyThere: The id is known.
        """
        with self.storage.begin(by.scope) as work:
            parent = work.organisations.get(parent_id)
            child_id = id or OrganisationId(self.new_id())
            child = below(parent, child_id, kind, name, email, language, self.clock())
            work.organisations.add(child)
            empty = Money(0, child.currency)
            work.wallets.open(Wallet(child.id, empty, credit_limit_cents=credit_limit_cents))
        return child

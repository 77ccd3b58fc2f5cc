"""Give an organisation an API key, and take it back."""

import attrs

from askpro.domain.ids import OrganisationId
from askpro.domain.organisations.actor import Actor
from askpro.domain.organisations.key import LONGEST_NAME, ApiKey, KeyId
from askpro.ports.access import Keys, NoSuchKey
from askpro.ports.clock import Clock
from askpro.ports.storage import Storage


@attrs.frozen
class GiveKey:
    """The token is made and shown at the edge; here only its hash is known."""

    storage: Storage
    keys: Keys
    clock: Clock

    def __call__(
        self, *, organisation_id: OrganisationId, name: str, id: str, token_hash: bytes, by: Actor
    ) -> ApiKey:
        """The kept key.

        Raises:
            NoSuchOrganisation: Not there, or not in the actor's subtree.
            AlreadyThere: The id or the hash is known.
        """
        with self.storage.look(by.scope) as work:
            organisation = work.organisations.get(organisation_id)
        key = ApiKey(KeyId(id), organisation.id, name[:LONGEST_NAME], token_hash, self.clock())
        self.keys.add(key)
        return key

    def revoke(self, *, organisation_id: OrganisationId, id: KeyId, by: Actor) -> None:
        """From now on the key opens nothing.

        Raises:
            NoSuchOrganisation, NoSuchKey: Not there, or not in the actor's subtree.
        """
        with self.storage.look(by.scope) as work:
            organisation = work.organisations.get(organisation_id)
        if id not in {key.id for key in self.keys.of(organisation.id)}:
            raise NoSuchKey
        self.keys.revoke(id, self.clock())

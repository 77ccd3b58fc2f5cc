"""Let a program in by its key."""

import hmac

import attrs

from askpro.domain.organisations.key import Asker, KeyRefused
from askpro.domain.organisations.scope import Scope
from askpro.ports.access import Keys, NoSuchKey
from askpro.ports.storage import NoSuchOrganisation, Storage


@attrs.frozen
class AdmitKey:
    """Unknown, revoked and orphaned keys look the same from outside."""

    storage: Storage
    keys: Keys

    def __call__(self, token_hash: bytes) -> Asker:
        """Who asks.

        Raises:
            KeyRefused: The key opens nothing (any more), or its organisation is inactive.
        """
        try:
            key = self.keys.find(token_hash)
            with self.storage.look(Scope.of(key.organisation_id)) as work:
                organisation = work.organisations.get(key.organisation_id)
        except (NoSuchKey, NoSuchOrganisation) as error:
            raise KeyRefused from error
        same = hmac.compare_digest(key.token_hash, token_hash)
        if not (same and key.live and organisation.active):
            raise KeyRefused
        return Asker(key, organisation)

"""Whose key it is, for sign-ins at the pages."""

from askpro.application.organisations.admit_key import AdmitKey
from askpro.domain.organisations.key import KeyRefused, read_token
from askpro.domain.organisations.visit import Holder
from askpro.entrypoints.tokens import token_hash
from askpro.ports.access import Keys
from askpro.ports.visits import KeyLives, RecogniseKey


def recognise(admit_key: AdmitKey) -> RecogniseKey:
    """Keys open pages as they open the API."""

    def holder(token: str) -> Holder | None:
        try:
            read_token(token)
            asker = admit_key(token_hash(token))
        except KeyRefused:
            return None
        return Holder(asker.organisation.id, asker.key.name, asker.key.id)

    return holder


def key_lives(keys: Keys) -> KeyLives:
    """Asked with each page, so that a withdrawn key ends its sign-ins at once."""

    def lives(holder: Holder) -> bool:
        known = keys.of(holder.organisation_id)
        return any(key.id == holder.key and key.live for key in known)

    return lives

"""The pages over the house's container."""

import hashlib
import secrets
from typing import cast
from zoneinfo import ZoneInfo

from askpro.application.organisations.admit_key import AdmitKey
from askpro.application.organisations.sign_in import SignIn
from askpro.domain.organisations.key import KeyRefused, read_token
from askpro.domain.organisations.visit import Holder
from askpro.entrypoints.container import Container
from askpro.entrypoints.http.pages import Pages
from askpro.entrypoints.http.portals.attempts import Attempts
from askpro.entrypoints.http.portals.portal import Portal
from askpro.ports.access import Keys
from askpro.ports.storage import Storage
from askpro.ports.views import Views
from askpro.ports.visits import EntryLinks, KeyLives, RecogniseKey, Visits

TOKEN_BYTES = 32


def new_token() -> str:
    """256 random bits, safe in an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def recognise(admit_key: AdmitKey) -> RecogniseKey:
    """Keys open pages as they open the API."""

    def holder(token: str) -> Holder | None:
        try:
            read_token(token)
            asker = admit_key(hashlib.sha256(token.encode()).digest())
        except KeyRefused:
            return None
        return Holder(asker.organisation.id, asker.key.name, asker.key.id)

    return holder


def key_lives(keys: Keys) -> KeyLives:
    """Asked with each page, so that a withdrawn key ends its sessions at once."""

    def lives(holder: Holder) -> bool:
        known = keys.of(holder.organisation_id)
        return any(key.id == holder.key and key.live for key in known)

    return lives


def portal_over(
    container: Container, *, visits: Visits, links: EntryLinks, public_url: str, zone: ZoneInfo
) -> Portal:
    """What the pages need, from the container and from where sign-ins are kept.

    Args:
        public_url: Where browsers reach the service, such as ``https://askpro.example``.
        zone: The wall clock of lists and of "today".
    """
    clock = container.clock()
    return Portal(
        storage=cast("Storage", container.storage()),
        views=cast("Views", container.views()),
        queue=container.queue(),
        clock=clock,
        sign_in=SignIn(
            visits,
            links,
            recognise(container.admit_key()),
            key_lives(cast("Keys", container.keys())),
            new_token,
            clock,
        ),
        cancel_appointment=container.cancel_appointment(),
        pages=Pages(clock),
        attempts=Attempts(),
        public_url=public_url,
        zone=zone,
    )

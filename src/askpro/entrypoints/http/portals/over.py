"""The pages over the house's container."""

from typing import cast
from zoneinfo import ZoneInfo

from askpro.entrypoints.container import Container
from askpro.entrypoints.http.pages import Pages
from askpro.entrypoints.http.portals.attempts import Attempts
from askpro.entrypoints.http.portals.portal import Portal
from askpro.ports.storage import Storage
from askpro.ports.views import Views


def portal_over(container: Container, *, public_url: str, zone: ZoneInfo) -> Portal:
    """What the pages need, from the container.

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
        sign_in=container.sign_in(),
        cancel_appointment=container.cancel_appointment(),
        read_commission=container.read_commission(),
        pages=Pages(clock),
        attempts=Attempts(),
        public_url=public_url,
        zone=zone,
    )

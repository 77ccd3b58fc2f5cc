"""What one call needs, settled once when it is picked up and frozen for the call.

A price or a rule changed while someone is talking does not change that call.
"""

from datetime import datetime
from enum import Enum
from zoneinfo import ZoneInfo

import attrs

from askpro.domain.billing.chain import Chain
from askpro.domain.booking.service import Catalogue
from askpro.domain.ids import CallId, OrganisationId
from askpro.domain.organisations.actor import Actor, ActorKind
from askpro.domain.organisations.branch import Branch
from askpro.domain.organisations.organisation import Language


class Mode(Enum):
    """What the agent may do on this call."""

    SERVE = "serve"
    TAKE_MESSAGE = "take_message"


@attrs.frozen
class Desk:
    """Whose call it is, what may be done on it, and at what price."""

    call_id: CallId
    caller: str | None
    organisation_id: OrganisationId
    company: str
    branch: Branch
    language: Language
    opened_at: datetime
    mode: Mode
    chain: Chain
    catalogue: Catalogue

    @property
    def zone(self) -> ZoneInfo:
        return self.branch.zone

    @property
    def actor(self) -> Actor:
        """The caller, acting within this company only."""
        return Actor(ActorKind.CALLER, self.call_id, self.organisation_id)

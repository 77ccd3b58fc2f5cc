"""On whose behalf something is done; kept with every change."""

from enum import Enum

import attrs

from askpro.domain.ids import OrganisationId
from askpro.domain.organisations.scope import Scope


class ActorKind(Enum):
    """What kind of hand is at work."""

    CALLER = "caller"
    MEMBER = "member"
    KEY = "key"
    SYSTEM = "system"


@attrs.frozen
class Actor:
    """A caller on a call, a member, an API key, or askpro itself.

    ``name`` tells which: the call's id, the member's or key's id, the job's kind.
    """

    kind: ActorKind
    name: str
    organisation_id: OrganisationId | None = None

    @property
    def scope(self) -> Scope:
        return Scope(self.organisation_id)

"""Who asks, and how far their sight reaches.

Every collection is asked through a scope. It is a subtree of the tree, so a query
without an owner cannot be written; the whole tree must be asked for by name.
"""

from typing import Self

import attrs

from askpro.domain.ids import OrganisationId


@attrs.frozen
class Scope:
    """A subtree, named by its root; ``None`` is the whole tree."""

    root: OrganisationId | None

    @classmethod
    def of(cls, organisation: OrganisationId) -> Self:
        """The organisation and everything below it."""
        return cls(organisation)

    @classmethod
    def everything(cls) -> Self:
        """The whole tree: for the dialled number, the worker and the operator's commands."""
        return cls(None)

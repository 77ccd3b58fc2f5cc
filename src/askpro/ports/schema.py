"""The shape of what is stored, as the operator sees it."""

from abc import abstractmethod
from enum import Enum
from typing import Protocol

import attrs

from askpro.domain.errors import Refused


@attrs.define
class OutdatedSchema(Refused):
    """The database is not of this version; type: askpro db upgrade."""

    stored: str | None
    wanted: str


class SchemaState(Enum):
    """How the stored shape stands to the one this code is written for."""

    EMPTY = "empty"
    OUTDATED = "outdated"
    CURRENT = "current"


class Schema(Protocol):
    """Knows and changes the stored shape."""

    @abstractmethod
    def state(self) -> SchemaState:
        """Raises ``Unavailable`` when the database does not answer."""

    @abstractmethod
    def revisions(self) -> tuple[str | None, str]:
        """The stored revision (None before the first) and the one the code wants."""

    @abstractmethod
    def upgrade(self) -> None:
        """Bring it to the present shape; doing so twice, or at once, is doing it once."""

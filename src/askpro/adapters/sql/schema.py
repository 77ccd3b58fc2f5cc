"""Whether the tables are the ones this code knows; the first upgrade makes them."""

from collections.abc import Callable, Sequence

import attrs
import sqlalchemy as sa

from askpro.adapters.sql.failures import answering
from askpro.adapters.sql.migrations import current_revision, head_revision, upgrade
from askpro.ports.schema import Schema, SchemaState


@attrs.frozen
class SqlSchema(Schema):
    """``engine`` is the writing one; ``beside`` creates what others keep in our database."""

    engine: sa.Engine
    beside: Sequence[Callable[[sa.Connection], None]] = ()

    def state(self) -> SchemaState:
        stored, wanted = self.revisions()
        if stored is None:
            return SchemaState.EMPTY
        return SchemaState.CURRENT if stored == wanted else SchemaState.OUTDATED

    def revisions(self) -> tuple[str | None, str]:
        with answering():
            return current_revision(self.engine), head_revision()

    def upgrade(self) -> None:
        with answering():
            upgrade(self.engine, beside=self.beside)

    def __call__(self) -> Sequence[str]:
        """What is in the way of working, for the health page."""
        if self.state() is SchemaState.CURRENT:
            return ()
        return ("The database is not at this version's revision; type: askpro db upgrade",)

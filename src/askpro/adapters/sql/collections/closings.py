"""The closed months."""

from collections.abc import Sequence

import attrs
import sqlalchemy as sa

from askpro.adapters.sql.rows.books import closed_of, closed_row
from askpro.adapters.sql.sight import Sight
from askpro.adapters.sql.tables.books import closings
from askpro.domain.billing.closed import ClosedPeriod
from askpro.ports.storage import Closings, NoSuchOrganisation


@attrs.frozen
class SqlClosings(Closings):
    """A month is closed once."""

    _sight: Sight

    def all(self) -> Sequence[ClosedPeriod]:
        in_order = sa.select(closings).order_by(closings.c.period)
        return [closed_of(row) for row in self._sight.all(in_order)]

    def add(self, closed: ClosedPeriod) -> bool:
        if not self._sight.everywhere:
            raise NoSuchOrganisation
        return self._sight.add(closings, closed_row(closed), on=("period",))

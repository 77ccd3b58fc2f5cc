"""The organisations of the scope."""

from collections.abc import Sequence

import attrs
import sqlalchemy as sa

from askpro.adapters.sql.rows.organisations import (
    organisation_of,
    organisation_row,
    written_path,
)
from askpro.adapters.sql.sight import Sight
from askpro.adapters.sql.tables.organisations import organisations
from askpro.domain.ids import OrganisationId
from askpro.domain.organisations.organisation import Kind, Organisation
from askpro.ports.storage import AlreadyThere, NoSuchOrganisation, Organisations


@attrs.frozen
class SqlOrganisations(Organisations):
    """A path is stored only below the very parent it names."""

    _sight: Sight

    def add(self, organisation: Organisation) -> None:
        root = self._sight.scope.root
        if root is not None and root not in organisation.path[:-1]:
            raise NoSuchOrganisation
        if organisation.parent_id is not None and not self._stands(organisation.path[:-1]):
            raise NoSuchOrganisation
        if not self._sight.add(organisations, organisation_row(organisation)):
            raise AlreadyThere(organisation.name)

    def get(self, id: OrganisationId) -> Organisation:
        row = self._sight.first(
            sa.select(organisations).where(
                organisations.c.id == id, self._sight.sees(organisations.c.id)
            )
        )
        if row is None:
            raise NoSuchOrganisation
        return organisation_of(row)

    def along(self, path: Sequence[OrganisationId]) -> Sequence[Organisation]:
        rows = self._sight.all(
            sa.select(organisations).where(
                organisations.c.id.in_(path), self._sight.sees(organisations.c.id)
            )
        )
        known = {row.id: organisation_of(row) for row in rows}
        return [known[step] for step in path if step in known]

    def after(self, id: OrganisationId | None = None, most: int = 100) -> Sequence[Organisation]:
        seen = sa.select(organisations).where(self._sight.sees(organisations.c.id))
        behind = seen if id is None else seen.where(organisations.c.id > id)
        rows = self._sight.all(behind.order_by(organisations.c.id).limit(most))
        return [organisation_of(row) for row in rows]

    def platform(self) -> Organisation:
        row = self._sight.first(
            sa.select(organisations).where(organisations.c.kind == Kind.PLATFORM.value)
        )
        if row is None:
            raise NoSuchOrganisation
        return organisation_of(row)

    def _stands(self, path: Sequence[OrganisationId]) -> bool:
        parent = sa.select(organisations.c.id).where(organisations.c.path == written_path(path))
        return self._sight.first(parent) is not None

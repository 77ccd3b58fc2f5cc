"""Opening hours, services, staff and policy of each branch."""

from functools import cache
from typing import Any

import attrs
import sqlalchemy as sa

from askpro.adapters.sql.prepared import Prepared
from askpro.adapters.sql.rows.booking import service_of, service_row, staff_of, staff_row
from askpro.adapters.sql.sight import Sight, seen
from askpro.adapters.sql.stored_json import dumped, remembered
from askpro.adapters.sql.tables.booking import catalogues, services, staff
from askpro.adapters.sql.tables.organisations import branches
from askpro.domain.booking.hours import WeeklyHours
from askpro.domain.booking.service import Catalogue
from askpro.domain.ids import BranchId, OrganisationId
from askpro.domain.organisations.policy import Policy
from askpro.ports.storage import AlreadyThere, Catalogues, NoSuchBranch, NoSuchOrganisation

_BRANCH: sa.BindParameter[Any] = sa.bindparam("of_branch", type_=sa.Uuid())


def _listed(table: sa.Table) -> Prepared:
    mine = sa.select(table).where(table.c.branch_id == _BRANCH, table.c.position.is_not(None))
    return Prepared(lambda _: mine.order_by(table.c.position))


_SERVICES, _STAFF = _listed(services), _listed(staff)


@cache
def _head(everywhere: bool) -> Prepared:
    """A row for the branch; empty where nothing was put yet."""
    found = (
        sa.select(catalogues.c.opening, catalogues.c.policy)
        .select_from(branches.outerjoin(catalogues, catalogues.c.branch_id == branches.c.id))
        .where(branches.c.id == _BRANCH, seen(branches.c.organisation_id, everywhere))
    )
    return Prepared(lambda _: found)


@attrs.frozen
class SqlCatalogues(Catalogues):
    """What leaves a catalogue loses its position and keeps its row."""

    _sight: Sight

    def put(self, branch_id: BranchId, catalogue: Catalogue) -> None:
        owner = self._owner(branch_id)
        if {owner} < {owner, *_owners(catalogue)}:
            raise NoSuchOrganisation
        if any(member.branch_id != branch_id for member in catalogue.staff):
            raise NoSuchBranch
        self._withdraw(branch_id)
        row = {
            "branch_id": branch_id,
            "opening": dumped(catalogue.opening, WeeklyHours),
            "policy": dumped(catalogue.policy, Policy),
        }
        self._sight.put(catalogues, row, ("branch_id",))
        for position, service in enumerate(catalogue.services):
            self._sight.put(
                services, service_row(service, branch_id, position), ("branch_id", "id")
            )
        for position, member in enumerate(catalogue.staff):
            if not self._sight.put(staff, staff_row(member, position), ("id",), "organisation_id"):
                raise AlreadyThere(member.name)

    def of(self, branch_id: BranchId) -> Catalogue:
        facts = {"of_branch": branch_id, **self._sight.root}
        connection = self._sight.connection
        head = _head(self._sight.everywhere).first(connection, facts)
        if head is None:
            raise NoSuchBranch
        if head.opening is None:
            return Catalogue(WeeklyHours(()), (), ())
        return Catalogue(
            opening=remembered(head.opening, WeeklyHours),
            services=tuple(service_of(row) for row in _SERVICES.all(connection, facts)),
            staff=tuple(staff_of(row) for row in _STAFF.all(connection, facts)),
            policy=remembered(head.policy, Policy),
        )

    def _owner(self, branch_id: BranchId) -> OrganisationId:
        row = self._sight.first(
            sa.select(branches.c.organisation_id).where(
                branches.c.id == branch_id, self._sight.sees(branches.c.organisation_id)
            )
        )
        if row is None:
            raise NoSuchBranch
        return OrganisationId(row.organisation_id)

    def _withdraw(self, branch_id: BranchId) -> None:
        for table in (services, staff):
            listed = sa.update(table).where(table.c.branch_id == branch_id)
            self._sight.change(listed.values(position=None))


def _owners(catalogue: Catalogue) -> set[OrganisationId]:
    services = {service.organisation_id for service in catalogue.services}
    return services | {member.organisation_id for member in catalogue.staff}

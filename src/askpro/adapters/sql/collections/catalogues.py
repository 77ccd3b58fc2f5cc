"""Opening hours, services, staff and policy of each branch."""

import attrs
import sqlalchemy as sa

from askpro.adapters.sql.rows.booking import service_of, service_row, staff_of, staff_row
from askpro.adapters.sql.sight import Sight
from askpro.adapters.sql.stored_json import dumped, loaded
from askpro.adapters.sql.tables.booking import catalogues, services, staff
from askpro.adapters.sql.tables.organisations import branches
from askpro.domain.booking.hours import WeeklyHours
from askpro.domain.booking.service import Catalogue
from askpro.domain.ids import BranchId, OrganisationId
from askpro.domain.organisations.policy import Policy
from askpro.ports.storage import AlreadyThere, Catalogues, NoSuchBranch, NoSuchOrganisation


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
        self._owner(branch_id)
        head = self._sight.first(sa.select(catalogues).where(catalogues.c.branch_id == branch_id))
        if head is None:
            return Catalogue(WeeklyHours(()), (), ())
        return Catalogue(
            opening=loaded(head.opening, WeeklyHours),
            services=tuple(service_of(row) for row in self._listed(services, branch_id)),
            staff=tuple(staff_of(row) for row in self._listed(staff, branch_id)),
            policy=loaded(head.policy, Policy),
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

    def _listed(self, table: sa.Table, branch_id: BranchId) -> list[sa.Row[tuple[object, ...]]]:
        in_order = sa.select(table).where(
            table.c.branch_id == branch_id, table.c.position.is_not(None)
        )
        return list(self._sight.all(in_order.order_by(table.c.position)))


def _owners(catalogue: Catalogue) -> set[OrganisationId]:
    services = {service.organisation_id for service in catalogue.services}
    return services | {member.organisation_id for member in catalogue.staff}

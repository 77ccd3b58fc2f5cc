"""The branches of the scope and the numbers that ring there."""

import attrs
import sqlalchemy as sa

from askpro.adapters.sql.rows.organisations import branch_of, branch_row, number_row
from askpro.adapters.sql.sight import Sight
from askpro.adapters.sql.tables.organisations import branches, organisations, phone_numbers
from askpro.domain.ids import BranchId
from askpro.domain.organisations.branch import Branch, PhoneNumber, UnknownNumber
from askpro.ports.storage import AlreadyThere, Branches, NoSuchBranch


@attrs.frozen
class SqlBranches(Branches):
    """A number belongs to one organisation for good, and rings at one of its branches."""

    _sight: Sight

    def add(self, branch: Branch) -> None:
        self._sight.insist_on(branch.organisation_id)
        if not self._sight.add(branches, branch_row(branch)):
            raise AlreadyThere(branch.name)

    def get(self, id: BranchId) -> Branch:
        row = self._sight.first(
            sa.select(branches).where(
                branches.c.id == id, self._sight.sees(branches.c.organisation_id)
            )
        )
        if row is None:
            raise NoSuchBranch
        return branch_of(row)

    def connect(self, number: PhoneNumber) -> None:
        self._sight.insist_on(number.organisation_id)
        if self.get(number.branch_id).organisation_id != number.organisation_id:
            raise NoSuchBranch
        row = number_row(number)
        if not self._sight.put(phone_numbers, row, ("number",), only_if_same="organisation_id"):
            raise AlreadyThere(number.number)

    def at(self, number: str) -> Branch:
        row = self._sight.first(
            sa.select(branches)
            .join(phone_numbers, phone_numbers.c.branch_id == branches.c.id)
            .join(organisations, organisations.c.id == phone_numbers.c.organisation_id)
            .where(
                phone_numbers.c.number == number,
                phone_numbers.c.active,
                organisations.c.active,
                self._sight.sees(phone_numbers.c.organisation_id),
            )
        )
        if row is None:
            raise UnknownNumber(number)
        return branch_of(row)

"""Organisations, branches and numbers."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from askpro.adapters.sql.stored_json import dumped, loaded
from askpro.domain.ids import BranchId, OrganisationId
from askpro.domain.money import Currency
from askpro.domain.organisations.branch import Address, Branch, PhoneNumber
from askpro.domain.organisations.organisation import Kind, Language, Organisation


def written_path(path: Sequence[OrganisationId]) -> str:
    """``/<hex>/<hex>/``, so that what stands below begins with it.

    >>> written_path([OrganisationId(UUID(int=1))])
    '/00000000000000000000000000000001/'
    """
    return "/" + "".join(f"{step.hex}/" for step in path)


def organisation_row(organisation: Organisation) -> dict[str, Any]:
    return {
        "id": organisation.id,
        "parent_id": organisation.parent_id,
        "kind": organisation.kind.value,
        "name": organisation.name,
        "path": written_path(organisation.path),
        "active": organisation.active,
        "language": organisation.language.value,
        "currency": organisation.currency.value,
        "email": organisation.email,
        "opened_at": organisation.opened_at,
    }


def organisation_of(row: sa.Row[Any]) -> Organisation:
    return Organisation(
        id=OrganisationId(row.id),
        kind=Kind(row.kind),
        name=row.name,
        path=tuple(OrganisationId(UUID(hex=step)) for step in row.path.strip("/").split("/")),
        active=row.active,
        language=Language(row.language),
        currency=Currency(row.currency),
        email=row.email,
        opened_at=row.opened_at,
    )


def branch_row(branch: Branch) -> dict[str, Any]:
    return {
        "id": branch.id,
        "organisation_id": branch.organisation_id,
        "name": branch.name,
        "zone": branch.zone.key,
        "address": None if branch.address is None else dumped(branch.address, Address),
        "email": branch.email,
    }


def branch_of(row: sa.Row[Any]) -> Branch:
    return Branch(
        id=BranchId(row.id),
        organisation_id=OrganisationId(row.organisation_id),
        name=row.name,
        zone=ZoneInfo(row.zone),
        address=None if row.address is None else loaded(row.address, Address),
        email=row.email,
    )


def number_row(number: PhoneNumber) -> dict[str, Any]:
    return {
        "number": number.number,
        "branch_id": number.branch_id,
        "organisation_id": number.organisation_id,
        "active": number.active,
    }

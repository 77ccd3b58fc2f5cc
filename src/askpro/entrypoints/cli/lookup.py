"""Find what was typed: an organisation by id or name, an amount of money."""

import re
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

import attrs

from askpro.domain.billing.charge import NoSuchCharge
from askpro.domain.billing.proration import Period
from askpro.domain.errors import Refused
from askpro.domain.ids import ChargeId, OrganisationId
from askpro.domain.moment import utc
from askpro.domain.money import Currency, Money
from askpro.domain.organisations.organisation import Organisation
from askpro.domain.organisations.scope import Scope
from askpro.entrypoints.cli.errors import WrongUsage

if TYPE_CHECKING:
    from askpro.entrypoints.container import Container

_MONTH = re.compile(r"\d{4}-\d{2}")
_AMOUNT = re.compile(r"(\d{1,9})(?:[.,](\d\d))?")


@attrs.define
class AmbiguousName(Refused):
    """Several organisations have this name; type the id."""

    name: str


def organisation(container: "Container", typed: str) -> Organisation:
    """The organisation of this id or exact name.

    Raises:
        NoSuchOrganisation: None has it.
        AmbiguousName: Several have the name.
    """
    from askpro.ports.storage import NoSuchOrganisation

    with container.storage().look(Scope.everything()) as work:
        try:
            return work.organisations.get(OrganisationId(UUID(typed)))
        except ValueError:
            root = work.organisations.platform()
    named = [one for one in (root, *_below(container)) if one.name == typed]
    if not named:
        raise NoSuchOrganisation
    if len(named) > 1:
        raise AmbiguousName(typed)
    return named[0]


def _below(container: "Container") -> list[Organisation]:
    """Everyone with a wallet, which is everyone but the platform."""
    found: list[Organisation] = []
    page = container.views().wallets(Scope.everything())
    while True:
        found += [line.organisation for line in page.lines]
        if page.next is None:
            return found
        page = container.views().wallets(Scope.everything(), page.next)


def charges(container: "Container", typed: str) -> list[ChargeId]:
    """The charge of this id, or those of this source key, such as ``call:abc``.

    Raises:
        NoSuchCharge: The source has none.
        WrongUsage: It is neither an id nor a source key.
    """
    if ":" not in typed:
        return [ChargeId(charge_identity(typed))]
    with container.storage().look(Scope.everything()) as work:
        found = [one.id for one in work.charges.under(typed)]
    if not found:
        raise NoSuchCharge
    return found


def amount(typed: str, currency: Currency) -> Money:
    """``50``, ``50.00`` or ``50,00``. Raises ``WrongUsage``."""
    found = _AMOUNT.fullmatch(typed)
    if found is None:
        raise WrongUsage(f"An amount is written such as 50 or 49.90, not {typed!r}.")
    return Money(int(found[1]) * 100 + int(found[2] or 0), currency)


def instant(typed: str) -> datetime:
    """An instant with its offset. Raises ``WrongUsage``."""
    try:
        return utc(datetime.fromisoformat(typed))
    except (OverflowError, ValueError) as error:
        example = "2026-12-01T00:00:00+01:00"
        raise WrongUsage(f"An instant is written such as {example}, not {typed!r}.") from error


def month(typed: str) -> Period:
    """A calendar month such as ``2026-10``. Raises ``WrongUsage``."""
    try:
        if _MONTH.fullmatch(typed):
            return Period.month_of(date.fromisoformat(f"{typed}-01"))
    except ValueError:
        pass
    raise WrongUsage(f"A month is written such as 2026-10, not {typed!r}.")


def charge_identity(typed: str) -> UUID:
    """A charge's id as it is printed. Raises ``WrongUsage``."""
    try:
        return UUID(typed)
    except ValueError as error:
        raise WrongUsage(
            f"A charge is named by its call, such as call:<id>, or by its own id such as "
            f"{UUID(int=0)}, not {typed!r}."
        ) from error


def identity(typed: str) -> UUID:
    """An id as it is printed. Raises ``WrongUsage``."""
    try:
        return UUID(typed)
    except ValueError as error:
        raise WrongUsage(f"An id is written such as {UUID(int=0)}, not {typed!r}.") from error

"""``askpro fees``: charge what is due because a month ended."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from askpro.application.billing.charge_months import MonthCharged
    from askpro.domain.ids import OrganisationId
    from askpro.entrypoints.container import Container


def fees(*, month: str | None = None, dry_run: bool = False) -> int:
    """Charge base fees, standing charges and least spends of ended months, and print them.

    The worker does this by itself every hour; what was charged is not charged again. Exit 1
    where somebody could not be charged.

    Parameters
    ----------
    month
        Such as 2026-10; otherwise the last three that ended.
    dry_run
        Print what would be charged, and charge nothing.
    """
    from askpro.entrypoints.cli.errors import FOUND_FAULTS
    from askpro.entrypoints.cli.house import opened
    from askpro.entrypoints.cli.lookup import month as read_month

    chosen = None if month is None else read_month(month)
    refused = 0

    with opened() as container:

        def tell(done: "MonthCharged") -> None:
            nonlocal refused
            refused += done.refusal is not None
            _print(done, container)

        count = container.charge_months()(month=chosen, keep=not dry_run, tell=tell)
    outcome = "would be charged, nothing was" if dry_run else "charged"
    print(f"{count - refused} {outcome}; {refused or 'none'} could not be.")
    return FOUND_FAULTS if refused else 0


def _print(done: "MonthCharged", container: "Container") -> None:
    buyer = done.organisation.name
    if done.refusal is not None:
        print(f"{done.period}  {buyer} was not charged: {done.refusal}")
    for charge in done.charges:
        seller = _name(container, charge.rating.shares[-1].seller_id)
        meter, paid = charge.rating.meter, charge.rating.paid
        print(f"{done.period}  {buyer:<32} {meter:<14} {paid!s:>14} to {seller}")


def _name(container: "Container", id: "OrganisationId") -> str:
    from askpro.domain.organisations.scope import Scope

    with container.storage().look(Scope.everything()) as work:
        return work.organisations.get(id).name

"""``askpro ledger``: look at the books and check them."""

import sys
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from cyclopts import App

if TYPE_CHECKING:
    from askpro.domain.billing.ledger import Transaction
    from askpro.domain.ids import OrganisationId
    from askpro.entrypoints.container import Container

group = App(name="ledger", help="Look at the books and check them.")


@group.command
def show(*, after: str | None = None, most: int = 20) -> None:
    """Print transactions with their entries, the newest first.

    Parameters
    ----------
    after
        Where the page before ended; it is printed there.
    most
        How many, 100 at most.
    """
    from askpro.domain.organisations.scope import Scope
    from askpro.entrypoints.cli.house import opened

    with opened() as container:
        page = container.views().transactions(Scope.everything(), after, most)
        names = _names(container, page.lines)
    for transaction in page.lines:
        _print(transaction, names)
    if not page.lines:
        print("Nothing is posted.")
    if page.next:
        print(f"More: askpro ledger show --after {page.next}")


@group.command
def verify() -> int:
    """Check every entry and balance; exit 1 and say what is wrong where something is."""
    from askpro.entrypoints.cli.errors import FOUND_FAULTS
    from askpro.entrypoints.cli.house import opened

    with opened() as container:
        verified = container.verify_ledger()(_Telling())
    for fault in verified.faults:
        print(f"{fault[:1].upper()}{fault[1:]}.")
    told = (
        f"{verified.transactions} transactions, {verified.sealed} sealed, "
        f"{verified.accounts} accounts"
    )
    print(f"{told}: {len(verified.faults) or 'no'} faults.")
    return FOUND_FAULTS if verified.faults else 0


@group.command
def seal() -> None:
    """Seal every transaction that has no seal yet; the worker does so every minute."""
    from askpro.entrypoints.cli.house import opened

    with opened() as container:
        sealed = container.seal_ledger()(everything=True)
    print(f"{sealed} transactions sealed.")


@group.command
def close(period: str) -> None:
    """Close a month of the books, an hour after its end at the earliest.

    Parameters
    ----------
    period
        The month, such as 2026-10. Months are closed one after the other.
    """
    from askpro.entrypoints.cli.house import opened

    with opened() as container:
        closed = container.close_period()(period)
    print(f"{closed.period} is closed behind seal {closed.sequence}.")


@group.command
def reverse(transaction: str) -> None:
    """Take back what was booked by mistake, such as a top-up; charges are refunded.

    Parameters
    ----------
    transaction
        Its id, as ``ledger show`` prints it.
    """
    from askpro.domain.ids import TransactionId
    from askpro.entrypoints.cli.house import OPERATOR, opened
    from askpro.entrypoints.cli.lookup import identity

    with opened() as container:
        id = TransactionId(identity(transaction))
        reversal = container.reverse_transaction()(id, by=OPERATOR)
    print(f"Reversed by transaction {reversal.id}.")


class _Telling:
    """Says on standard error how far a long check has come, now and then."""

    EVERY_SECONDS = 2.0

    def __init__(self) -> None:
        self._last = time.monotonic()

    def __call__(self, what: str, count: int) -> None:
        if time.monotonic() - self._last >= self.EVERY_SECONDS:
            self._last = time.monotonic()
            print(f"{count} {what} looked at …", file=sys.stderr, flush=True)


def _names(
    container: "Container", transactions: "tuple[Transaction, ...]"
) -> "Mapping[OrganisationId, str]":
    from askpro.domain.organisations.scope import Scope

    owners = {entry.account.organisation_id for one in transactions for entry in one.entries}
    with container.storage().look(Scope.everything()) as work:
        return {one.id: one.name for one in work.organisations.along(sorted(owners))}


def _print(transaction: "Transaction", names: "Mapping[OrganisationId, str]") -> None:
    from askpro.domain.money import Money

    print(f"{transaction.posted_at:%Y-%m-%d %H:%M:%S}Z  {transaction.source_key}")
    print(f"  {transaction.id}  {transaction.text}")
    for entry in transaction.entries:
        owner = names.get(entry.account.organisation_id, str(entry.account.organisation_id))
        money = Money(entry.cents, entry.account.currency)
        print(f"  {owner:<36} {entry.account.purpose.value:<11} {money!s:>16}")

"""``askpro commission``: what resellers earn, and what leaves."""

from typing import TYPE_CHECKING

from cyclopts import App

if TYPE_CHECKING:
    from askpro.application.billing.pay_out_commissions import Decision
    from askpro.application.billing.read_commission import Commission, StatementLine
    from askpro.domain.billing.commission_account import PeriodSum
    from askpro.domain.money import Currency

group = App(name="commission", help="What resellers earn, and what leaves.")


@group.command
def show(organisation: str, period: str | None = None) -> None:
    """Print a reseller's account, or the statement of one month with every call behind it.

    Parameters
    ----------
    organisation
        The reseller's id or exact name.
    period
        A month such as 2026-11; without it all months in one line each.
    """
    from askpro.domain.organisations.scope import Scope
    from askpro.entrypoints.cli.house import opened
    from askpro.entrypoints.cli.lookup import organisation as find

    with opened() as container:
        reseller, read = find(container, organisation), container.read_commission()
        with container.storage().look(Scope.everything()) as work:
            platform = work.organisations.platform()
        if period is None:
            _print_account(read.account(reseller.id, platform))
            return
        page = read.statement(reseller.id, period, platform, most=1)
        print(f"{reseller.name}, {period}")
        for line in read.lines(reseller.id, period, platform):
            _print_line(line, reseller.currency)
        for one in page.agreements:
            _print_sum(f"Agreement {one.agreement.id}", one.entitlement_cents, reseller.currency)
        _print_month(page.sums, reseller.currency)


@group.command(name="pay-out")
def pay_out() -> None:
    """Decide now which commissions leave, and book them; money is transferred by a person."""
    from askpro.entrypoints.cli.house import opened

    with opened() as container:
        for decision in container.pay_out_commissions()():
            print(_told(decision))


def _told(decision: "Decision") -> str:
    from askpro.domain.billing.entitlement import Kept
    from askpro.domain.money import Money

    outcome = decision.outcome
    if isinstance(outcome, Kept):
        return f"{decision.reseller.name:<32} {outcome.value.replace('_', ' ')}"
    amount = Money(outcome.cents, outcome.currency)
    state = outcome.transfer.value.replace("_", " ")
    return f"{decision.reseller.name:<32} {amount!s:>16}  transfer: {state}"


def _print_account(account: "Commission") -> None:
    from askpro.domain.billing.entitlement import Kept

    standing = account.standing
    print(account.reseller.name)
    for name, cents in (
        ("Earned", standing.earned_cents),
        ("Matured", standing.matured_cents),
        ("Paid", standing.paid_cents),
        ("Carried", standing.carry.cents),
    ):
        _print_sum(name, cents, standing.currency)
    for payable in account.payable.values():
        told = payable.value.replace("_", " ") if isinstance(payable, Kept) else str(payable)
        print(f"  {'Leaves next':<44} {told:>16}")
    for month in account.periods:
        print(month.period)
        _print_month(month, standing.currency)


def _print_month(month: "PeriodSum", currency: "Currency") -> None:
    _print_sum("Carried from before", month.opening_carry_cents, currency)
    _print_sum("Commission", month.entitlement_cents, currency)
    _print_sum("Bonuses", month.bonus_cents, currency)
    _print_sum("Paid out", -month.payout_cents, currency)
    _print_sum("Carried on", month.closing_carry_cents, currency)


def _print_sum(name: str, cents: int, currency: "Currency") -> None:
    from askpro.domain.money import Money

    print(f"  {name:<44} {Money(cents, currency)!s:>16}")


def _print_line(told: "StatementLine", currency: "Currency") -> None:
    from askpro.domain.money import Money

    item = told.line.item
    base, commission = Money(item.base_cents, currency), Money(told.line.commission_cents, currency)
    when = f"{item.occurred_at:%Y-%m-%d %H:%M:%S}Z"
    print(f"  {when}  {item.source_key:<36} {item.meter:<11} {base!s:>14} {commission!s:>12}")

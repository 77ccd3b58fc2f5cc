"""What the worker does: a use case for each kind of job, and the duties that come round."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from askpro.application.billing.book_vendor_cost import JOB, BookVendorCost
from askpro.application.billing.charge_months import ChargeMonths
from askpro.application.billing.end_bonus import EndBonus
from askpro.application.billing.expire_reservations import ExpireReservations
from askpro.application.billing.fill_wallets import FillWallets
from askpro.application.billing.pay_out_commissions import PayOutCommissions
from askpro.application.billing.seal_ledger import SealLedger
from askpro.application.billing.warn_low_balances import WarnLowBalances
from askpro.application.booking.confirm_appointment import ConfirmAppointment, WithdrawAppointment
from askpro.application.calls.close_lost_calls import CloseLostCalls
from askpro.application.notices.deliver_notice import DeliverNotice
from askpro.application.operations.check_invariants import ReportFaults
from askpro.domain.ids import AppointmentId, CallId
from askpro.entrypoints.worker.duty import Duty
from askpro.ports.clock import Clock
from askpro.ports.jobs import Handle, Job
from askpro.ports.visits import EntryLinks, Visits

MINUTE = 60
FIVE_MINUTES = 5 * 60
HOUR = 60 * 60
DAY = 24 * HOUR


def handlers_of(
    confirm: ConfirmAppointment,
    withdraw: WithdrawAppointment,
    deliver: DeliverNotice,
    book_vendor_cost: BookVendorCost,
) -> Mapping[str, Handle]:
    """The handlers by the kind of job."""
    return {
        "confirm_appointment": lambda job: confirm(_appointment(job)),
        "withdraw_appointment": lambda job: withdraw(_appointment(job)),
        "deliver_notice": lambda job: deliver(job.key, job.facts),
        JOB: lambda job: _done(book_vendor_cost(CallId(job.facts["call_id"]), job.facts["cents"])),
    }


def duties_of(
    close_lost_calls: CloseLostCalls,
    visits: Visits,
    links: EntryLinks,
    clock: Clock,
    seal_ledger: SealLedger,
    of_wallets: Sequence[Duty] = (),
    money: Sequence[Duty] = (),
) -> Sequence[Duty]:
    """What comes round.

    Calls nobody told the end of, with what they reserve; sign-ins and links that are over;
    transactions without a seal.
    """
    return (
        Duty("close_lost_calls", FIVE_MINUTES, lambda: _done(close_lost_calls())),
        Duty("seal_ledger", MINUTE, lambda: _done(seal_ledger())),
        Duty("sweep_visits", HOUR, lambda: _done(visits.sweep(clock()))),
        Duty("sweep_entry_links", HOUR, lambda: _done(links.sweep(clock()))),
        *of_wallets,
        *money,
    )


def wallet_duties_of(
    expire_reservations: ExpireReservations,
    end_bonus: EndBonus,
    fill_wallets: FillWallets,
    warn_low_balances: WarnLowBalances,
) -> Sequence[Duty]:
    """What wallets need though nobody asks: what is over ends, who runs low is filled or told."""
    return (
        Duty("expire_reservations", FIVE_MINUTES, lambda: _done(expire_reservations())),
        Duty("end_bonus", FIVE_MINUTES, lambda: _done(end_bonus())),
        Duty("fill_wallets", FIVE_MINUTES, lambda: _done(fill_wallets())),
        Duty("warn_low_balances", FIVE_MINUTES, lambda: _done(warn_low_balances())),
    )


def money_duties_of(
    charge_months: ChargeMonths,
    book_vendor_cost: BookVendorCost,
    pay_out: PayOutCommissions,
    report_faults: ReportFaults,
) -> Sequence[Duty]:
    """What is due for ended months; costs that waited for a rate; commissions that have
    matured; what must always hold."""
    return (
        Duty("charge_months", HOUR, lambda: _done(charge_months())),
        Duty("reconcile_vendor_costs", HOUR, lambda: _done(book_vendor_cost.reconcile())),
        Duty("pay_out_commissions", DAY, lambda: _done(list(pay_out()))),
        Duty("check_invariants", DAY, lambda: _done(report_faults())),
    )


def _appointment(job: Job) -> AppointmentId:
    return AppointmentId(UUID(job.facts["appointment_id"]))


def _done(_answer: object) -> None:
    """A duty answers nothing."""

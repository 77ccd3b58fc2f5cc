"""The composition: which adapter does what, and what every use case needs.

The only place that chooses adapters, by the settings. Nothing is opened before it is asked
for, and each thing once; tests override providers.

    database    sqlite:///…: queue, slots and storage share the one writer of the process
                postgresql://…: procrastinate is the queue
    letters     to the mail server of ``smtp_url``, otherwise into the mailbox folder
"""

from collections.abc import Callable
from functools import partial

import httpx
import sqlalchemy as sa
from dependency_injector import containers, providers

from askpro.adapters.local.calendar import LocalCalendar
from askpro.adapters.local.clock import new_id as uuid7
from askpro.adapters.local.clock import system_clock
from askpro.adapters.local.not_configured import NotConfiguredPayments
from askpro.adapters.mail import MailboxFolder, SmtpMessenger
from askpro.adapters.retell import RetellVoice
from askpro.adapters.sql.access import SqlKeys
from askpro.adapters.sql.engine import make_engine, make_reader
from askpro.adapters.sql.job_queue import SqlJobQueue
from askpro.adapters.sql.job_slots import SqlJobSlots
from askpro.adapters.sql.jobs import SqlJobs, ring_on_commit
from askpro.adapters.sql.migrations import head_revision
from askpro.adapters.sql.schema import SqlSchema
from askpro.adapters.sql.storage import SqlStorage
from askpro.adapters.sql.views import SqlViews
from askpro.adapters.sql.visits import SqlEntryLinks, SqlVisits
from askpro.application.billing.agree_terms import AgreeTerms
from askpro.application.billing.book_vendor_cost import BookVendorCost
from askpro.application.billing.change_draft import ChangeDraft
from askpro.application.billing.charge_months import ChargeMonths
from askpro.application.billing.close_period import ClosePeriod
from askpro.application.billing.draft_price_book import DraftPriceBook
from askpro.application.billing.end_bonus import EndBonus
from askpro.application.billing.expire_reservations import ExpireReservations
from askpro.application.billing.explain_charge import ExplainCharge
from askpro.application.billing.fill_wallets import FillWallets
from askpro.application.billing.grant_bonus import GrantBonus
from askpro.application.billing.pay_out_commissions import PayOutCommissions
from askpro.application.billing.publish_price_book import PublishPriceBook
from askpro.application.billing.read_commission import ReadCommission
from askpro.application.billing.refund_charge import RefundCharge
from askpro.application.billing.report_usage import ReportUsage
from askpro.application.billing.reverse_transaction import ReverseTransaction
from askpro.application.billing.seal_ledger import SealLedger
from askpro.application.billing.set_exchange_rate import SetExchangeRate
from askpro.application.billing.set_price import SetPrice
from askpro.application.billing.set_wallet_care import SetAutoTopUp, SetThresholds
from askpro.application.billing.show_prices import ShowPrices
from askpro.application.billing.top_up_by_hand import TopUpByHand
from askpro.application.billing.verify_ledger import VerifyLedger
from askpro.application.billing.warn_low_balances import WarnLowBalances
from askpro.application.billing.what_if import ReckonWhatIf
from askpro.application.booking.book_appointment import BookAppointment
from askpro.application.booking.cancel_appointment import CancelAppointment
from askpro.application.booking.confirm_appointment import ConfirmAppointment, WithdrawAppointment
from askpro.application.booking.find_slots import FindSlots
from askpro.application.booking.held_slots import HeldSlots
from askpro.application.booking.request_callback import RequestCallback
from askpro.application.calls.close_lost_calls import CloseLostCalls
from askpro.application.calls.extend_reservation import ExtendReservation
from askpro.application.calls.hear_of_call import HearOfCall
from askpro.application.calls.keep_message import KeepMessage
from askpro.application.calls.pick_up import PickUp
from askpro.application.conversation.answer_function import AnswerFunction
from askpro.application.conversation.handlers import live_handlers
from askpro.application.notices.deliver_notice import DeliverNotice
from askpro.application.operations.check_invariants import CheckInvariants, ReportFaults
from askpro.application.organisations.admit_key import AdmitKey
from askpro.application.organisations.give_key import GiveKey
from askpro.application.organisations.open_branch import OpenBranch
from askpro.application.organisations.open_organisation import OpenOrganisation
from askpro.application.organisations.put_catalogue import PutCatalogue
from askpro.application.organisations.sign_in import SignIn
from askpro.domain.billing.commission_account import Transfer
from askpro.entrypoints.holders import key_lives, recognise
from askpro.entrypoints.settings import Settings
from askpro.entrypoints.tokens import new_secret
from askpro.entrypoints.worker import Worker
from askpro.entrypoints.worker.work_list import (
    duties_of,
    handlers_of,
    money_duties_of,
    wallet_duties_of,
)
from askpro.ports.clock import Clock, NewId
from askpro.ports.jobs import JobQueue, Jobs
from askpro.ports.messenger import Messenger

HTTP_TIMEOUT_SECONDS = 10


def _writer(settings: Settings) -> sa.Engine:
    if settings.on_sqlite:
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    return make_engine(settings.database, settings.database_connections)


def _queue(settings: Settings, writer: sa.Engine, reader: sa.Engine, clock: Clock) -> JobQueue:
    if settings.on_sqlite:
        queue = SqlJobQueue(writer.begin, reader.begin, clock, threads=settings.worker_threads)
        ring_on_commit(writer, queue.ring)
        return queue
    # Only here, because a house on SQLite is installed without the extra "postgres".
    from askpro.adapters.procrastinate.queue import ProcrastinateJobQueue  # noqa: PLC0415

    return ProcrastinateJobQueue(writer, clock, threads=settings.worker_threads)


def _jobs(settings: Settings, clock: Clock, new_id: NewId) -> Callable[[sa.Connection], Jobs]:
    """What queues in a work's own transaction."""
    if settings.on_sqlite:
        return partial(SqlJobs, clock=clock, new_id=new_id)
    from askpro.adapters.procrastinate.jobs import ProcrastinateJobs  # noqa: PLC0415 - as above

    return partial(ProcrastinateJobs, new_id=new_id)


def _schema(settings: Settings, writer: sa.Engine) -> SqlSchema:
    if settings.on_sqlite:
        return SqlSchema(writer)
    from askpro.adapters.procrastinate.schema import apply_schema  # noqa: PLC0415 - as above

    return SqlSchema(writer, (apply_schema,))


def _messenger(settings: Settings, clock: Clock) -> Messenger:
    if settings.smtp_url:
        return SmtpMessenger(settings.smtp_url, settings.sender, clock)
    return MailboxFolder(settings.mailbox, settings.sender, clock)


class Container(containers.DeclarativeContainer):
    """Adapters above, use cases below."""

    settings = providers.Dependency(instance_of=Settings)
    clock = providers.Object(system_clock)
    new_id = providers.Object(uuid7)
    http = providers.Singleton(httpx.Client, timeout=HTTP_TIMEOUT_SECONDS)

    writer = providers.Singleton(_writer, settings)
    reader = providers.Singleton(make_reader, writer)
    schema = providers.Singleton(_schema, settings, writer)
    readiness = schema
    wanted_revision = providers.Callable(head_revision)
    queue = providers.Singleton(_queue, settings, writer, reader, clock)
    jobs = providers.Singleton(_jobs, settings, clock, new_id)
    storage = providers.Singleton(SqlStorage, writer, reader, jobs)
    views = providers.Singleton(SqlViews, reader)
    keys = providers.Singleton(SqlKeys, writer.provided.begin, reader.provided.begin)
    visits = providers.Singleton(SqlVisits, writer.provided.begin, reader.provided.begin)
    entry_links = providers.Singleton(SqlEntryLinks, writer.provided.begin, reader.provided.begin)
    slots = providers.Singleton(SqlJobSlots, writer.provided.begin)

    calendar = providers.Singleton(LocalCalendar, storage)
    messenger = providers.Singleton(_messenger, settings, clock)
    voice = providers.Singleton(
        RetellVoice,
        settings.provided.retell_api_key,
        http,
        settings.provided.retell_base_url,
        "ASKPRO_RETELL_API_KEY",
    )
    payments = providers.Singleton(NotConfiguredPayments, "ASKPRO_STRIPE_SECRET_KEY")

    pick_up = providers.Singleton(PickUp, storage, clock)
    extend_reservation = providers.Singleton(ExtendReservation, storage, clock)
    hear_of_call = providers.Singleton(HearOfCall, storage, clock, new_id, pick_up)
    keep_message = providers.Singleton(KeepMessage, storage, clock)
    close_lost_calls = providers.Singleton(CloseLostCalls, storage, voice, clock, hear_of_call)
    find_slots = providers.Singleton(FindSlots, storage, calendar, clock, new_id)
    held_slots = providers.Singleton(HeldSlots, storage, clock)
    book_appointment = providers.Singleton(BookAppointment, storage, clock, new_id)
    cancel_appointment = providers.Singleton(CancelAppointment, storage, clock)
    confirm_appointment = providers.Singleton(ConfirmAppointment, storage, calendar, clock, new_id)
    withdraw_appointment = providers.Singleton(WithdrawAppointment, storage, calendar)
    request_callback = providers.Singleton(RequestCallback, storage, clock, new_id)
    deliver_notice = providers.Singleton(DeliverNotice, storage, messenger, clock, new_id)
    top_up_by_hand = providers.Singleton(TopUpByHand, storage, clock, new_id)
    charge_months = providers.Singleton(ChargeMonths, storage, clock, new_id)
    report_usage = providers.Singleton(ReportUsage, storage, clock, new_id)
    refund_charge = providers.Singleton(RefundCharge, storage, clock, new_id)
    reverse_transaction = providers.Singleton(ReverseTransaction, storage, clock, new_id)
    seal_ledger = providers.Singleton(SealLedger, storage, clock)
    close_period = providers.Singleton(ClosePeriod, storage, clock, seal_ledger)
    grant_bonus = providers.Singleton(GrantBonus, storage, clock, new_id)
    end_bonus = providers.Singleton(EndBonus, storage, clock, new_id)
    expire_reservations = providers.Singleton(ExpireReservations, storage, clock)
    fill_wallets = providers.Singleton(FillWallets, storage, payments, clock, new_id)
    warn_low_balances = providers.Singleton(WarnLowBalances, storage, clock)
    set_thresholds = providers.Singleton(SetThresholds, storage)
    set_auto_top_up = providers.Singleton(SetAutoTopUp, storage, clock)
    verify_ledger = providers.Singleton(VerifyLedger, storage)
    check_invariants = providers.Singleton(CheckInvariants, storage, clock, verify_ledger)
    report_faults = providers.Singleton(ReportFaults, storage, clock, check_invariants)
    book_vendor_cost = providers.Singleton(BookVendorCost, storage, clock, new_id)
    set_exchange_rate = providers.Singleton(SetExchangeRate, storage)
    read_commission = providers.Singleton(ReadCommission, storage, clock)
    # Nothing here can transfer money yet, so a payout never claims that something will.
    transfer = providers.Object(Transfer.NOT_CONFIGURED)
    pay_out_commissions = providers.Singleton(PayOutCommissions, storage, clock, new_id, transfer)
    admit_key = providers.Singleton(AdmitKey, storage, keys)
    sign_in = providers.Singleton(
        SignIn,
        visits,
        entry_links,
        providers.Singleton(recognise, admit_key),
        providers.Singleton(key_lives, keys),
        providers.Object(new_secret),
        clock,
    )
    open_organisation = providers.Singleton(OpenOrganisation, storage, clock, new_id)
    open_branch = providers.Singleton(OpenBranch, storage, new_id)
    put_catalogue = providers.Singleton(PutCatalogue, storage)
    draft_price_book = providers.Singleton(DraftPriceBook, storage, new_id)
    change_draft = providers.Singleton(ChangeDraft, storage)
    publish_price_book = providers.Singleton(PublishPriceBook, storage, clock)
    agree_terms = providers.Singleton(AgreeTerms, storage, clock, new_id)
    show_prices = providers.Singleton(ShowPrices, storage)
    reckon_what_if = providers.Singleton(ReckonWhatIf, storage, new_id)
    set_price = providers.Singleton(SetPrice, storage, clock, new_id)
    explain_charge = providers.Singleton(ExplainCharge, storage)
    give_key = providers.Singleton(GiveKey, storage, keys, clock)
    answer_function = providers.Singleton(
        AnswerFunction,
        pick_up,
        extend_reservation,
        providers.Factory(
            live_handlers,
            clock=clock,
            find_slots=find_slots,
            held_slots=held_slots,
            book_appointment=book_appointment,
            cancel_appointment=cancel_appointment,
            request_callback=request_callback,
        ),
    )
    handlers = providers.Factory(
        handlers_of, confirm_appointment, withdraw_appointment, deliver_notice, book_vendor_cost
    )
    money_duties = providers.Factory(
        money_duties_of, charge_months, book_vendor_cost, pay_out_commissions, report_faults
    )
    wallet_duties = providers.Factory(
        wallet_duties_of, expire_reservations, end_bonus, fill_wallets, warn_low_balances
    )
    duties = providers.Factory(
        duties_of,
        close_lost_calls,
        visits,
        entry_links,
        clock,
        seal_ledger,
        wallet_duties,
        money_duties,
    )
    worker = providers.Factory(Worker, queue, handlers, duties, slots.provided.claim, clock)

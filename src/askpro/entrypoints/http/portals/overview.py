"""What matters first, for each kind of organisation."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, time
from typing import Any, TypeVar

import attrs
from litestar import get

from askpro.domain.billing.ledger import Purpose
from askpro.domain.billing.meter import CALL_SECOND
from askpro.domain.billing.price_book import rules_in_force
from askpro.domain.billing.sight import Viewer
from askpro.domain.billing.wallet import Wallet
from askpro.domain.moment import edge_at_wall_time, local
from askpro.domain.money import Money
from askpro.domain.organisations.organisation import Kind
from askpro.entrypoints.http.portals.billing import wallet_of
from askpro.entrypoints.http.portals.dependencies import ThePortal, TheSeat
from askpro.entrypoints.http.portals.portal import AnyRequest, Page, Portal, Seat
from askpro.entrypoints.http.viewing import may_see_paid, own_and_next
from askpro.ports.storage import Work
from askpro.ports.views import MOST_LINES, AppointmentLine, PageOf

PAGES_AT_MOST = 20
"""How far a count reads; beyond it a page says "at least"."""

AN_HOUR_SECONDS = 3600
SHORT = 6
LIVE = {"requested", "confirmed"}

Line = TypeVar("Line")


@attrs.frozen
class Counted:
    """A number, and whether it was read to its end."""

    number: int
    whole: bool


@get("/overview", sync_to_thread=True)
def show_overview(request: AnyRequest, portal: ThePortal, seat: TheSeat) -> Page:
    """The company's day, the reseller's companies, or the operator's whole."""
    facts = {
        Kind.COMPANY: _company,
        Kind.RESELLER: _reseller,
        Kind.PLATFORM: _platform,
    }[seat.organisation.kind](portal, seat)
    template = f"overview_{seat.organisation.kind.value}.html"
    return portal.page(request, template, seat=seat, **facts)


def _company(portal: Portal, seat: Seat) -> dict[str, Any]:
    now = portal.clock()
    midnight = _midnight(portal, now)
    calls = list(portal.views.calls(seat.scope, None, SHORT).lines)
    today = _count(_reader(portal.views.calls, seat), lambda line: line.first_seen_at >= midnight)
    coming = _coming(portal, seat, now)
    with portal.storage.look(seat.scope) as work:
        wallet = wallet_of(work, seat)
        lasts = _lasts_seconds(work, seat, wallet, now) if wallet else None
    return {
        "wallet": wallet, "lasts_seconds": lasts, "today": today, "calls": calls,
        "coming": coming[::-1][:SHORT], "coming_count": len(coming),
        "priced": {seat.organisation.id},
    }  # fmt: skip


def _reseller(portal: Portal, seat: Seat) -> dict[str, Any]:
    wallets = portal.views.wallets(seat.scope, None, MOST_LINES)
    calls = list(portal.views.calls(seat.scope, None, SHORT).lines)
    earned, whole = _earned(portal, seat)
    with portal.storage.look(seat.scope) as work:
        own = wallet_of(work, seat)
        priced = may_see_paid(work, seat.organisation, [line.organisation_id for line in calls])
    others = [
        one
        for one in own_and_next(seat.organisation, wallets.lines)
        if one.organisation.id != seat.organisation.id
    ]
    return {
        "wallet": own, "wallets": others, "more": wallets.next is not None, "calls": calls,
        "earned": earned, "whole": whole, "priced": priced,
    }  # fmt: skip


def _platform(portal: Portal, seat: Seat) -> dict[str, Any]:
    wallets = portal.views.wallets(seat.scope, None, MOST_LINES)
    calls = list(portal.views.calls(seat.scope, None, SHORT).lines)
    earned, whole = _earned(portal, seat)
    with portal.storage.look(seat.scope) as work:
        balances = work.ledger.balances()
    owed = -sum(
        cents for account, cents in balances.items() if account.purpose is Purpose.RECEIVABLE
    )
    return {
        "wallets": wallets.lines, "more": wallets.next is not None, "calls": calls,
        "owed": Money(owed, seat.organisation.currency), "earned": earned, "whole": whole,
        "depth": portal.queue.depth(),
        "priced": {line.organisation_id for line in calls},
    }  # fmt: skip


def _lasts_seconds(work: Work, seat: Seat, wallet: Wallet, now: datetime) -> int | None:
    """How long the available money talks at the price in force; None without a price."""
    parent = seat.organisation.parent_id
    if parent is None:
        return None
    rules, _ = work.prices.along((parent, seat.organisation.id), now)
    for rule in rules_in_force(rules, parent, seat.organisation.id, now):
        hour = rule.amount(AN_HOUR_SECONDS, now) if rule.meter == CALL_SECOND else None
        if hour:
            return max(wallet.available.cents, 0) * AN_HOUR_SECONDS // hour.cents
    return None


def _earned(portal: Portal, seat: Seat) -> tuple[Money, bool]:
    """What the tier kept this month, and whether all of it was read."""
    now = portal.clock()
    first = local(now, portal.zone).date().replace(day=1)
    begin = edge_at_wall_time(first, time(0), portal.zone)
    viewer = Viewer(seat.organisation.id)
    lines = _reader(portal.views.transactions, seat)
    total, whole = Money(0, seat.organisation.currency), True
    for transaction, more in lines:
        if transaction.posted_at < begin:
            break
        total += viewer.earned(transaction)
        whole = more
    return total, whole


def _coming(portal: Portal, seat: Seat, now: datetime) -> Sequence[AppointmentLine]:
    """Live appointments that are not over, the latest first."""
    coming = []
    for line, _ in _reader(portal.views.appointments, seat):
        if line.during.end <= now:
            break
        if line.status.value in LIVE:
            coming.append(line)
    return coming


def _count(lines: Iterator[tuple[Line, bool]], counts: Callable[[Line], bool]) -> Counted:
    number, whole = 0, True
    for line, more in lines:
        if not counts(line):
            return Counted(number, whole=True)
        number, whole = number + 1, more
    return Counted(number, whole)


def _reader(ask: Callable[..., PageOf[Line]], seat: Seat) -> Iterator[tuple[Line, bool]]:
    """Lines page by page, each with whether reading on will reach the end."""
    after: str | None = None
    for turn in range(PAGES_AT_MOST):
        page = ask(seat.scope, after, MOST_LINES)
        cut = turn == PAGES_AT_MOST - 1 and page.next is not None
        for line in page.lines:
            yield line, not cut
        after = page.next
        if after is None:
            return


def _midnight(portal: Portal, now: datetime) -> datetime:
    return edge_at_wall_time(local(now, portal.zone).date(), time(0), portal.zone)

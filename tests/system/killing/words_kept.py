"""Compare what callers were told with what is kept; every difference is a sentence."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise

import attrs
import sqlalchemy as sa

from askpro.adapters.sql import tables
from askpro.domain.billing.ledger import Purpose
from askpro.domain.ids import CallId
from askpro.domain.organisations.scope import Scope
from askpro.domain.telephony.call import CallStatus
from askpro.entrypoints.cli.simulator import Line, Outcome
from askpro.entrypoints.cli.simulator.answers import object_in
from askpro.entrypoints.cli.simulator.line import signature
from askpro.entrypoints.cli.simulator.simulated_call import FUNCTIONS
from askpro.entrypoints.container import Container
from tests.system.killing.callers import Heard
from tests.system.killing.salons import PAID_IN, WALLETS, Salon

Row = sa.RowMapping


@attrs.frozen
class Kept:
    """The rows of the house when nothing moves any more."""

    appointments: Sequence[Row]
    callbacks: Sequence[Row]
    occupancies: Sequence[Row]
    letters: Sequence[Row]
    open_reservations: int


def read(container: Container) -> Kept:
    with container.reader().connect() as connection:

        def rows(table: sa.Table) -> Sequence[Row]:
            return connection.execute(sa.select(table)).mappings().all()

        reservations = rows(tables.billing.reservations)
        return Kept(
            appointments=rows(tables.booking.appointments),
            callbacks=rows(tables.booking.callbacks),
            occupancies=rows(tables.booking.occupancies),
            letters=rows(tables.calls.letters),
            open_reservations=sum(bool(row["open"]) for row in reservations),
        )


def appointment_faults(heard: Sequence[Heard], kept: Kept) -> Iterator[str]:
    """What was said to be booked is there, once, as it was said, and nothing overlaps."""
    rows = {str(row["id"]): row for row in kept.appointments}
    for one in heard:
        told = one.outcome.booked
        if one.claims != len(told) or len(told) > 1:
            yield f"{one.plan.call_id} heard {one.claims} times that {len(told)} are booked"
        for booked in told:
            row = rows.get(booked.id)
            if row is None:
                yield f"{one.plan.call_id} was told of {booked.id}, which is not there"
            elif (row["call_id"], row["status"], row["starts_at"]) != (
                one.plan.call_id, "confirmed", datetime.fromisoformat(booked.start),
            ):  # fmt: skip
                yield f"{one.plan.call_id} was told {booked}, and {dict(row)} is there"
    for call_id, count in Counter(row["call_id"] for row in kept.appointments).items():
        if count > 1:
            yield f"{call_id} has {count} appointments"
    yield from _overlaps(kept)


def _overlaps(kept: Kept) -> Iterator[str]:
    diary = {row["id"]: row for row in kept.occupancies}
    in_order = sorted(kept.appointments, key=lambda row: (row["staff_id"].hex, row["starts_at"]))
    for one, other in pairwise(in_order):
        if one["staff_id"] == other["staff_id"] and other["starts_at"] < one["ends_at"]:
            yield f"{one['id']} and {other['id']} overlap"
    for row in kept.appointments:
        taken = diary.pop(row["id"], None)
        if taken is None or (taken["starts_at"], taken["kind"]) != (
            row["starts_at"], "appointment",
        ):  # fmt: skip
            yield f"the diary does not know {row['id']}"
    yield from (f"the diary still has {dict(row)}" for row in diary.values())


@attrs.frozen
class Unheard:
    """Something that was done for a call whose caller never heard so.

    It may be there only because the answer was lost: the call's last wish, sent again as
    the platform would have, is answered with that very thing.
    """

    line: Line
    heard: Mapping[str, Heard]

    def faults(self, kept: Kept) -> Iterator[str]:
        for row in kept.appointments:
            told = {booked.id for booked in self._outcome(row).booked}
            yield from self._fault(row, told, "book_appointment", "appointment")
        for row in kept.callbacks:
            told = set(self._outcome(row).callbacks)
            yield from self._fault(row, told, "request_callback", "callback")

    def _outcome(self, row: Row) -> Outcome:
        return self.heard[row["call_id"]].outcome

    def _fault(self, row: Row, told: set[str], function: str, thing: str) -> Iterator[str]:
        call_id, id = row["call_id"], str(row["id"])
        if id in told:
            return
        wish = self.heard[call_id].wishes.get(function)
        if told or wish is None:
            yield f"nobody on {call_id} wished for the {thing} {id}; told were {told}"
            return
        headers = {"x-retell-signature": signature(self.line.key, wish, self.line.clock())}
        answer = object_in(self.line.client.post(FUNCTIONS, content=wish, headers=headers).content)
        data = answer.get("data")
        found = data.get(thing) if isinstance(data, dict) else None
        if not answer.get("ok") or not isinstance(found, dict) or found.get("id") != id:
            yield f"{call_id} has the {thing} {id}, and asking again gives {answer}"


def money_faults(heard: Sequence[Heard], kept: Kept, container: Container) -> Iterator[str]:
    """Every call is charged once, to the cent, on every tier; nothing stays reserved."""
    spent: Counter[object] = Counter()
    with container.storage().look(Scope.everything()) as work:
        for one in heard:
            call = work.calls.get(CallId(one.plan.call_id))
            if call.status is not CallStatus.ENDED or call.length_seconds != one.plan.seconds:
                yield f"{call.id} is {call.status} after {call.length_seconds} s"
            due = cents_due(one.plan.salon, one.plan.seconds)
            spent.update(due)
            transaction = work.ledger.under(f"call:{call.id}")
            entries = transaction.entries if transaction else ()
            paid = {
                entry.account.organisation_id: -entry.cents
                for entry in entries
                if entry.account.purpose is Purpose.WALLET
            }
            if paid != {tier: cents for tier, cents in due.items() if cents}:
                yield f"{call.id} took {one.plan.seconds} s and cost {paid}, not {due}"
            if len(work.charges.under(f"call:{call.id}")) != 1:
                yield f"{call.id} is not charged once"
        for owner in WALLETS:
            wallet = work.wallets.get(owner)
            wanted = PAID_IN.cents - spent[owner]
            if (wallet.balance.cents, wallet.reserved_cents, wallet.owed_cents) != (wanted, 0, 0):
                yield f"{wallet} should hold {wanted} cents and nothing else"
        count = sum(1 for _ in work.ledger.all())
    if count != len(heard) + len(WALLETS):
        yield f"there are {count} transactions for {len(heard)} calls and {len(WALLETS)} top-ups"
    if kept.open_reservations:
        yield f"{kept.open_reservations} reservations are still open"
    yield from container.verify_ledger()().faults


def cents_due(salon: Salon, seconds: int) -> Mapping[object, int]:
    """What each payer owes for so many seconds, half a cent rounded up."""
    return {payer: (rate * seconds + 30) // 60 for payer, rate in salon.payers.items()}

"""Keep a running call covered: reserve more before what is reserved runs out.

Most of the time there is nothing to do, and that is known by the time alone: a call is
covered for five minutes from its pick-up, and after each look until the next is due. Only
then is the database asked. A node that has not looked yet asks once.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from threading import Lock

import attrs

from askpro.application.calls.pick_up import RESERVED_SECONDS
from askpro.domain.billing.afford import max_seconds
from askpro.domain.billing.chain import Chain
from askpro.domain.billing.charge import metered_for, prepaid_due
from askpro.domain.billing.meter import CALL, CALL_SECOND
from askpro.domain.billing.rating import Rating
from askpro.domain.billing.reservation import Extending, Extension, next_extension
from askpro.domain.billing.spending import available_for
from askpro.domain.billing.wallet import CannotPay, Reservation
from askpro.domain.ids import CallId, OrganisationId
from askpro.domain.organisations.scope import Scope
from askpro.domain.telephony.call import LOST_AFTER
from askpro.domain.telephony.desk import Desk, Mode
from askpro.ports.clock import Clock
from askpro.ports.storage import Storage, Work

RULE = Extending(step_seconds=RESERVED_SECONDS)
LONGEST_SECONDS = LOST_AFTER // timedelta(seconds=1)
MOST_CALLS = 10_000
AFTER_A_RACE = timedelta(seconds=10)


@attrs.frozen
class Look:
    """When to ask again (None: never), and until when the chain can pay (None: unknown)."""

    again_at: datetime | None
    ends_at: datetime | None

    def seconds_left(self, now: datetime) -> int | None:
        if self.ends_at is None:
            return None
        return max((self.ends_at - now) // timedelta(seconds=1), 0)


@attrs.frozen
class Looks:
    """What this process knows of its running calls; the oldest is forgotten first."""

    _known: OrderedDict[CallId, Look] = attrs.field(factory=OrderedDict)
    _turn: Lock = attrs.field(factory=Lock)

    def last(self, desk: Desk) -> Look:
        """The last look; before the first, the one at the pick-up."""
        covered = timedelta(seconds=RESERVED_SECONDS - RULE.lead_seconds)
        return self._known.get(desk.call_id) or Look(desk.opened_at + covered, None)

    def note(self, call_id: CallId, look: Look) -> None:
        with self._turn:
            self._known[call_id] = look
            if len(self._known) > MOST_CALLS:
                self._known.popitem(last=False)


@attrs.frozen
class ExtendReservation:
    """Called whenever something is heard of a running call."""

    storage: Storage
    clock: Clock
    looks: Looks = attrs.field(factory=Looks)

    def __call__(self, desk: Desk) -> int | None:
        """How many seconds the chain can still pay for, as far as that has been looked at."""
        now, look = self.clock(), self.looks.last(desk)
        if desk.mode is not Mode.SERVE:
            return None
        if look.again_at is None or now < look.again_at:
            return look.seconds_left(now)
        try:
            with self.storage.begin(Scope.everything()) as work:
                look = _extended(work, desk, now)
        except CannotPay:
            # Somebody took between our look and our keeping; nothing was kept.
            look = Look(now + AFTER_A_RACE, look.ends_at)
        self.looks.note(desk.call_id, look)
        return look.seconds_left(now)


def _extended(work: Work, desk: Desk, now: datetime) -> Look:
    kept = {row.organisation_id: row for row in work.reservations.kept(f"call:{desk.call_id}")}
    if not kept:
        return Look(None, None)  # nobody pays in advance, or the call has been settled
    covered, affordable = _reach(work, desk.chain, kept, now)
    step = next_extension(now, desk.opened_at + timedelta(seconds=covered), affordable, RULE)
    if step.seconds:
        ratings = _ratings(desk.chain, covered + step.seconds)
        for more in _beyond(kept, ratings, now + LOST_AFTER):
            if not work.reservations.extend(more, now):
                return Look(None, None)
    return _look(step, now)


def _look(step: Extension, now: datetime) -> Look:
    left = step.left_seconds
    return Look(step.look_again_at, None if left is None else now + timedelta(seconds=left))


def _reach(
    work: Work, chain: Chain, kept: Mapping[OrganisationId, Reservation], now: datetime
) -> tuple[int, int]:
    """How many seconds of talk the kept money covers, and how many more there is money for."""
    flat = prepaid_due(_ratings(chain, 0))
    reserved = {tier: row.cents - flat.get(tier, 0) for tier, row in kept.items()}
    most = {}
    for tier, cents in reserved.items():
        wallet = work.wallets.get(tier)
        lots = work.bonus.of(tier) if wallet.bound_bonus_cents else ()
        most[tier] = cents + max(available_for(wallet, lots, CALL_SECOND, now).cents, 0)
    covered = max_seconds(chain, reserved, longest=LONGEST_SECONDS).quantity
    return covered, max_seconds(chain, most, longest=LONGEST_SECONDS).quantity - covered


def _ratings(chain: Chain, seconds: int) -> Sequence[Rating]:
    """What so many seconds will cost, with what a call costs however long it is."""
    talk = chain.rate(CALL_SECOND, seconds)
    return (talk, chain.rate(CALL, 1)) if chain.prices(CALL) else (talk,)


def _beyond(
    kept: Mapping[OrganisationId, Reservation], ratings: Sequence[Rating], until: datetime
) -> Sequence[Reservation]:
    """What each tier must keep beyond what it keeps, the lowest first."""
    return [
        Reservation(
            kept[tier].source_key, tier, cents - kept[tier].cents, until,
            metered=metered_for(tier, ratings),
        )
        for tier, cents in prepaid_due(ratings).items()
        if tier in kept and cents > kept[tier].cents
    ]  # fmt: skip

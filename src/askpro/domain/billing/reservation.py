"""Money kept for a running call, in two phases: keep it, then end the keeping once.

    reserve ── extend ──┐ … ── capture   the true amount is taken, the rest released
            └───────────┴───── void      nothing is taken
                          └─── expire    nobody came back in time; nothing is taken

Captured + released = kept. A reservation that has ended, or whose time is over, stays
ended whatever the clock does: a clock that jumps back wakes none.

Capturing more than is kept is refused. A call that cost more is ended with ``meet``:
what was kept is captured, and the wallet is asked for the rest (its free balance first,
then it is owed; decision 4).

    >>> from datetime import UTC
    >>> from uuid import UUID
    >>> from askpro.domain.ids import OrganisationId
    >>> noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    >>> kept = Reservation("call:1", OrganisationId(UUID(int=1)), 200, noon)
    >>> ended, beyond = meet(kept, 260, noon - timedelta(minutes=1))
    >>> ended.captured_cents, ended.released_cents, beyond
    (200, 0, 60)
"""

from datetime import datetime, timedelta

import attrs
from attrs.validators import gt, optional

from askpro.domain.billing.wallet import Keeping, Reservation
from askpro.domain.errors import Refused


@attrs.define
class ReservationEnded(Refused):
    """This reservation has ended; it ends only once."""

    source_key: str
    ended_as: Keeping


@attrs.define
class BeyondReservation(Refused):
    """More is to be captured than is kept."""

    source_key: str
    kept_cents: int
    wanted_cents: int


def extend(reservation: Reservation, cents: int, until: datetime, now: datetime) -> Reservation:
    """Keep more, and longer; an earlier ``until`` than the present one changes no time.

    Raises:
        ReservationEnded: It has ended, or its time is over.
    """
    assert cents >= 0
    _refuse_if_ended(reservation, now)
    return attrs.evolve(
        reservation,
        cents=reservation.cents + cents,
        expires_at=max(reservation.expires_at, until),
    )


def capture(reservation: Reservation, cents: int, now: datetime) -> Reservation:
    """Take what was used and release the rest.

    Raises:
        ReservationEnded: It has ended, or its time is over.
        BeyondReservation: More is wanted than is kept; nothing has changed.
    """
    assert cents >= 0
    _refuse_if_ended(reservation, now)
    if cents > reservation.cents:
        raise BeyondReservation(reservation.source_key, reservation.cents, cents)
    return attrs.evolve(reservation, keeping=Keeping.CAPTURED, captured_cents=cents)


def void(reservation: Reservation, now: datetime) -> Reservation:
    """Release everything.

    Raises:
        ReservationEnded: It has ended, or its time is over.
    """
    _refuse_if_ended(reservation, now)
    return attrs.evolve(reservation, keeping=Keeping.VOIDED)


def expire(reservation: Reservation, now: datetime) -> Reservation:
    """Release what nobody came back for; before its time, or ended, it stays as it is."""
    if reservation.keeping is not Keeping.OPEN or now < reservation.expires_at:
        return reservation
    return attrs.evolve(reservation, keeping=Keeping.EXPIRED)


def meet(reservation: Reservation, cents: int, now: datetime) -> tuple[Reservation, int]:
    """End it with the true amount; the second value is what the wallet must find besides.

    A call that ends after its reservation expired is still paid: all of it is found
    besides.

    Raises:
        ReservationEnded: It has been captured or voided; the call was settled before.
    """
    looked_at = expire(reservation, now)
    if looked_at.keeping is Keeping.EXPIRED:
        return looked_at, cents
    taken = min(cents, reservation.cents)
    return capture(reservation, taken, now), cents - taken


def _refuse_if_ended(reservation: Reservation, now: datetime) -> None:
    looked_at = expire(reservation, now)
    if looked_at.keeping is not Keeping.OPEN:
        raise ReservationEnded(reservation.source_key, looked_at.keeping)


@attrs.frozen
class Extending:
    """How a running call is kept covered: so much at a time, so long before it runs out."""

    step_seconds: int = attrs.field(default=300, validator=gt(0))
    lead_seconds: int = attrs.field(default=60, validator=gt(0))
    warn_seconds: int = attrs.field(default=60, validator=gt(0))


@attrs.frozen
class Extension:
    """What to do for a running call at one instant.

    ``seconds`` are to be reserved now (0: nothing, it is too early or nothing is
    left to reserve). ``left_seconds`` may still be talked, None: without end.
    ``look_again_at`` is when to ask next; None: the rest is reserved, just end in time.
    """

    seconds: int
    left_seconds: int | None = attrs.field(validator=optional(attrs.validators.ge(0)))
    warn: bool
    look_again_at: datetime | None


def next_extension(
    now: datetime,
    covered_until: datetime,
    affordable_seconds: int | None,
    rule: Extending = Extending(),
) -> Extension:
    """When and by how much to extend, and whether to warn the caller of the end.

    Args:
        now: An instant of the running call.
        covered_until: Until when the call can last on what is reserved.
        affordable_seconds: What the chain can pay beyond that: the least of its paying
            tiers; None where none pays in advance.

    A look that comes late reserves the lag as well, so that one look always suffices.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    >>> look = next_extension(noon, noon + timedelta(seconds=50), 100)
    >>> look.seconds, look.left_seconds, look.warn, look.look_again_at
    (100, 150, False, None)
    """
    ahead = (covered_until - now) // timedelta(seconds=1)
    left = None if affordable_seconds is None else max(ahead + affordable_seconds, 0)
    warn = left is not None and left <= rule.warn_seconds
    if ahead > rule.lead_seconds:
        look_again_at = covered_until - timedelta(seconds=rule.lead_seconds)
        return Extension(0, left, warn, look_again_at)
    wanted = rule.step_seconds + max(rule.lead_seconds - ahead, 0)
    if affordable_seconds is not None and affordable_seconds <= wanted:
        return Extension(affordable_seconds, left, warn, None)
    ends = covered_until + timedelta(seconds=wanted - rule.lead_seconds)
    return Extension(wanted, left, warn, ends)

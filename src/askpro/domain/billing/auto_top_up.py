"""Whether a wallet is to be filled from the stored card now, and if not, why not.

The answer follows from the rule, the wallet and the attempts made so far; nothing is
counted elsewhere. It is given outside of any payment: who gets ``Fill`` writes a pending
attempt (one per wallet, by a unique index), commits, then asks the payment provider with
that attempt's id as idempotency key.

    threshold 10.00, amount 50.00, cool-down 60 min, at most 150.00 a day

    funds 12.00                              ENOUGH
    funds 8.00, nothing going on             Fill 50.00
    an answer is outstanding                 IN_FLIGHT      (unknown is not failed)
    last attempt 20 minutes ago              COOLING_DOWN
    three of today came through              DAILY_CAP
    the last three failed                    FAILED_TOO_OFTEN, until it is switched on anew

It is switched on again by a member, who thereby vouches for the card: attempts before
``switched_on_at`` no longer count as failures. They do count for the day's cap and the
cool-down.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

import attrs
from attrs.validators import ge, gt, optional

from askpro.domain.billing.top_up import BalanceCapped, refuse_above_cap
from askpro.domain.billing.wallet import Wallet
from askpro.domain.moment import local
from askpro.domain.money import Money

FAILURES_UNTIL_OFF = 3


class Outcome(Enum):
    """What became of an attempt; pending until the provider has said for certain.

    ``NOT_CONFIGURED``: nobody was asked, because no provider is set. It counts as a
    failure: what fills nothing is switched off and told, not tried for ever.
    """

    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    NOT_CONFIGURED = "not_configured"


FAILURES = frozenset({Outcome.FAILED, Outcome.NOT_CONFIGURED})


@attrs.frozen
class Attempt:
    """One time the card was to be charged."""

    at: datetime
    cents: int = attrs.field(validator=gt(0))
    outcome: Outcome = Outcome.PENDING


@attrs.frozen
class AutoTopUp:
    """What a member has agreed to; ``switched_on_at`` None: switched off."""

    threshold_cents: int = attrs.field(validator=ge(0))
    cents: int = attrs.field(validator=gt(0))
    switched_on_at: datetime | None
    cool_down: timedelta = timedelta(hours=1)
    daily_cap_cents: int | None = attrs.field(default=None, validator=optional(gt(0)))
    balance_cap_cents: int | None = attrs.field(default=None, validator=optional(gt(0)))


class NotNow(Enum):
    """Why the card is left alone; the first that is true is told."""

    OFF = "off"
    FAILED_TOO_OFTEN = "failed_too_often"
    ENOUGH = "enough"
    IN_FLIGHT = "in_flight"
    COOLING_DOWN = "cooling_down"
    DAILY_CAP = "daily_cap"
    BALANCE_CAP = "balance_cap"


@attrs.frozen
class Fill:
    """Charge the card with this amount."""

    amount: Money


@attrs.frozen
class Leave:
    """Leave the card alone; ``until`` is when that may have changed by itself."""

    reason: NotNow
    until: datetime | None = None


def decide(
    rule: AutoTopUp,
    wallet: Wallet,
    attempts: Iterable[Attempt],
    *,
    now: datetime,
    zone: ZoneInfo,
) -> Fill | Leave:
    """Whether to fill the wallet now; ``attempts`` in any order, at least the last day's
    and those since the last that came through."""
    made = sorted(attempts, key=lambda attempt: attempt.at)
    if rule.switched_on_at is None:
        return Leave(NotNow.OFF)
    if failures_in_a_row(made, rule.switched_on_at) >= FAILURES_UNTIL_OFF:
        return Leave(NotNow.FAILED_TOO_OFTEN)
    if wallet.funds.cents >= rule.threshold_cents:
        return Leave(NotNow.ENOUGH)
    if any(attempt.outcome is Outcome.PENDING for attempt in made):
        return Leave(NotNow.IN_FLIGHT)
    if made and now < made[-1].at + rule.cool_down:
        return Leave(NotNow.COOLING_DOWN, made[-1].at + rule.cool_down)
    return _within_caps(rule, wallet, made, now, zone)


def _within_caps(
    rule: AutoTopUp, wallet: Wallet, made: list[Attempt], now: datetime, zone: ZoneInfo
) -> Fill | Leave:
    today = local(now, zone).date()
    charged = sum(
        attempt.cents
        for attempt in made
        if attempt.outcome is Outcome.SUCCEEDED and local(attempt.at, zone).date() == today
    )
    if rule.daily_cap_cents is not None and charged + rule.cents > rule.daily_cap_cents:
        return Leave(NotNow.DAILY_CAP)
    amount = Money(rule.cents, wallet.currency)
    try:
        refuse_above_cap(wallet, amount, rule.balance_cap_cents)
    except BalanceCapped:
        return Leave(NotNow.BALANCE_CAP)
    return Fill(amount)


def failures_in_a_row(attempts: Iterable[Attempt], switched_on_at: datetime) -> int:
    """Failures since the last attempt that came through, and since it was switched on."""
    number = 0
    for attempt in sorted(attempts, key=lambda attempt: attempt.at):
        if attempt.outcome is Outcome.SUCCEEDED:
            number = 0
        elif attempt.outcome in FAILURES and attempt.at >= switched_on_at:
            number += 1
    return number

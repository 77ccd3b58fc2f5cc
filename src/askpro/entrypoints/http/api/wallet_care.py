"""When the owner of a wallet is warned, and when the wallet is filled by itself."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import Enum
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, SkipValidation

from askpro.application.billing.set_wallet_care import (
    MOST_THRESHOLDS,
    SetAutoTopUp,
    SetThresholds,
)
from askpro.domain.billing.auto_top_up import (
    FAILURES_UNTIL_OFF,
    AutoTopUp,
    Outcome,
    failures_in_a_row,
)
from askpro.domain.billing.top_up import LARGEST_TOP_UP_CENTS
from askpro.domain.ids import OrganisationId
from askpro.domain.organisations.key import Asker
from askpro.entrypoints.http.api.documented import answers
from askpro.entrypoints.http.api.wire import Wire, checked
from askpro.entrypoints.http.viewing import wallet_next_to
from askpro.ports.storage import Storage, Tried

Instant = Annotated[datetime, msgspec.Meta(tz=True)]
Cents = Annotated[int, msgspec.Meta(ge=0, le=LARGEST_TOP_UP_CENTS, examples=[1000])]
Positive = Annotated[int, msgspec.Meta(ge=1, le=LARGEST_TOP_UP_CENTS, examples=[5000])]
SHOWN_ATTEMPTS = 10
_CHANGED = answers(
    HTTPStatus.NOT_FOUND, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNPROCESSABLE_ENTITY
)


class Switch(Enum):
    """Whether the card is charged; ``stopped`` after three failures, until switched on anew."""

    ON = "on"
    OFF = "off"
    STOPPED = "stopped"


class AttemptOut(Wire, frozen=True):
    """One time the card was to be charged; only what succeeded is money."""

    at: Instant
    cents: int
    outcome: Outcome


class AutoTopUpOut(Wire, frozen=True):
    """The rule, in cents of the wallet's currency, and the latest attempts."""

    switch: Switch
    threshold_cents: int
    amount_cents: int
    cool_down_seconds: int
    daily_cap_cents: int | None
    balance_cap_cents: int | None
    attempts: tuple[AttemptOut, ...]


class AutoTopUpIn(Wire, frozen=True):
    """``on`` again vouches for the card: failures before no longer count."""

    on: bool
    threshold_cents: Cents
    amount_cents: Positive
    cool_down_seconds: Annotated[int, msgspec.Meta(ge=60, le=30 * 86_400)] = 3600
    daily_cap_cents: Positive | None = None
    balance_cap_cents: Positive | None = None


class ThresholdsOut(Wire, frozen=True):
    """In cents of the wallet's currency, the lowest first."""

    thresholds_cents: tuple[int, ...]


class ThresholdsIn(Wire, frozen=True):
    """None at all warns of nothing."""

    thresholds_cents: Annotated[tuple[Cents, ...], msgspec.Meta(max_length=MOST_THRESHOLDS)]


@get(
    "/wallets/{organisation_id:uuid}/auto-top-up",
    sync_to_thread=True,
    responses=answers(HTTPStatus.NOT_FOUND),
    tags=["Billing"],
)
def show_auto_top_up(
    organisation_id: FromPath[UUID],
    asker: NamedDependency[SkipValidation[Asker]],
    storage: NamedDependency[SkipValidation[Storage]],
) -> AutoTopUpOut:
    """What was agreed to; where nothing was, it is off and all amounts are 0."""
    return _shown(storage, asker, OrganisationId(organisation_id))


@put(
    "/wallets/{organisation_id:uuid}/auto-top-up",
    sync_to_thread=True,
    guards=[checked(AutoTopUpIn)],
    responses=_CHANGED,
    tags=["Billing"],
)
def put_auto_top_up(
    organisation_id: FromPath[UUID],
    data: JSONBody[AutoTopUpIn],
    asker: NamedDependency[SkipValidation[Asker]],
    storage: NamedDependency[SkipValidation[Storage]],
    set_auto_top_up: NamedDependency[SkipValidation[SetAutoTopUp]],
) -> AutoTopUpOut:
    """Agree to something else, switch it off or on."""
    owner = OrganisationId(organisation_id)
    with storage.look(asker.scope) as work:
        wallet_next_to(work, asker.organisation, owner)
    set_auto_top_up(
        owner,
        threshold_cents=data.threshold_cents,
        amount_cents=data.amount_cents,
        on=data.on,
        by=asker.actor,
        cool_down=timedelta(seconds=data.cool_down_seconds),
        daily_cap_cents=data.daily_cap_cents,
        balance_cap_cents=data.balance_cap_cents,
    )
    return _shown(storage, asker, owner)


@get(
    "/wallets/{organisation_id:uuid}/thresholds",
    sync_to_thread=True,
    responses=answers(HTTPStatus.NOT_FOUND),
    tags=["Billing"],
)
def show_thresholds(
    organisation_id: FromPath[UUID],
    asker: NamedDependency[SkipValidation[Asker]],
    storage: NamedDependency[SkipValidation[Storage]],
) -> ThresholdsOut:
    """Below which funds the owner is warned, once a day for each."""
    with storage.look(asker.scope) as work:
        wallet = wallet_next_to(work, asker.organisation, OrganisationId(organisation_id))
        cents = work.low_balances.thresholds(wallet.organisation_id)
    return ThresholdsOut(thresholds_cents=cents)


@put(
    "/wallets/{organisation_id:uuid}/thresholds",
    sync_to_thread=True,
    guards=[checked(ThresholdsIn)],
    responses=_CHANGED,
    tags=["Billing"],
)
def put_thresholds(
    organisation_id: FromPath[UUID],
    data: JSONBody[ThresholdsIn],
    asker: NamedDependency[SkipValidation[Asker]],
    storage: NamedDependency[SkipValidation[Storage]],
    set_thresholds: NamedDependency[SkipValidation[SetThresholds]],
) -> ThresholdsOut:
    """Be warned at others from now on."""
    owner = OrganisationId(organisation_id)
    with storage.look(asker.scope) as work:
        wallet_next_to(work, asker.organisation, owner)
    cents = set_thresholds(owner, data.thresholds_cents, asker.actor)
    return ThresholdsOut(thresholds_cents=cents)


def _shown(storage: Storage, asker: Asker, owner: OrganisationId) -> AutoTopUpOut:
    with storage.look(asker.scope) as work:
        wallet_next_to(work, asker.organisation, owner)
        rule = work.auto_top_ups.rule(owner) or AutoTopUp(0, 1, None)
        agreed = work.auto_top_ups.rule(owner) is not None
        tried = work.auto_top_ups.attempts(owner)
    return AutoTopUpOut(
        switch=_switch(rule, tried),
        threshold_cents=rule.threshold_cents,
        amount_cents=rule.cents if agreed else 0,
        cool_down_seconds=rule.cool_down // timedelta(seconds=1),
        daily_cap_cents=rule.daily_cap_cents,
        balance_cap_cents=rule.balance_cap_cents,
        attempts=tuple(
            AttemptOut(at=one.attempt.at, cents=one.attempt.cents, outcome=one.attempt.outcome)
            for one in tried[:SHOWN_ATTEMPTS]
        ),
    )


def _switch(rule: AutoTopUp, tried: Sequence[Tried]) -> Switch:
    if rule.switched_on_at is None:
        return Switch.OFF
    failures = failures_in_a_row((one.attempt for one in tried), rule.switched_on_at)
    return Switch.STOPPED if failures >= FAILURES_UNTIL_OFF else Switch.ON

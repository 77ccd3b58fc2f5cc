"""What an organisation has agreed to for its wallet: when to be warned, when to be filled."""

from collections.abc import Collection
from datetime import timedelta

import attrs

from askpro.domain.billing.auto_top_up import AutoTopUp
from askpro.domain.billing.top_up import LARGEST_TOP_UP_CENTS, NotATopUp
from askpro.domain.errors import Refused
from askpro.domain.ids import OrganisationId
from askpro.domain.money import Money
from askpro.domain.organisations.actor import Actor
from askpro.ports.clock import Clock
from askpro.ports.storage import Storage

MOST_THRESHOLDS = 10


@attrs.define
class NotThresholds(Refused):
    """Thresholds are at most ten amounts from 0 to 100 000."""


@attrs.frozen
class SetThresholds:
    """From now on; what was warned of today stays warned of."""

    storage: Storage

    def __call__(
        self, organisation_id: OrganisationId, cents: Collection[int], by: Actor
    ) -> tuple[int, ...]:
        """The thresholds, the lowest first; none warns of nothing.

        Raises:
            NoSuchWallet: Not there, or not in the actor's subtree.
            NotThresholds: Why not.
        """
        if len(cents) > MOST_THRESHOLDS or any(not 0 <= n <= LARGEST_TOP_UP_CENTS for n in cents):
            raise NotThresholds
        with self.storage.begin(by.scope) as work:
            work.low_balances.set_thresholds(organisation_id, cents)
            return work.low_balances.thresholds(organisation_id)


@attrs.frozen
class SetAutoTopUp:
    """Switching on, also again after three failures, vouches for the card anew."""

    storage: Storage
    clock: Clock

    def __call__(
        self,
        organisation_id: OrganisationId,
        *,
        threshold_cents: int,
        amount_cents: int,
        on: bool,
        by: Actor,
        cool_down: timedelta = timedelta(hours=1),
        daily_cap_cents: int | None = None,
        balance_cap_cents: int | None = None,
    ) -> AutoTopUp:
        """The rule as it is kept.

        Raises:
            NoSuchWallet: Not there, or not in the actor's subtree.
            NotATopUp: The amount is none.
        """
        with self.storage.begin(by.scope) as work:
            wallet = work.wallets.get(organisation_id)
            if not 0 < amount_cents <= LARGEST_TOP_UP_CENTS:
                raise NotATopUp(Money(amount_cents, wallet.currency))
            rule = AutoTopUp(
                threshold_cents,
                amount_cents,
                self.clock() if on else None,
                cool_down,
                daily_cap_cents,
                balance_cap_cents,
            )
            work.auto_top_ups.put(organisation_id, rule)
        return rule

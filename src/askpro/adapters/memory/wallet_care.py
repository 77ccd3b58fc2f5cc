"""Warnings of low balances and automatic top-ups, in memory."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

import attrs

from askpro.adapters.memory.sight import Sight
from askpro.domain.billing.auto_top_up import AutoTopUp, Outcome
from askpro.domain.billing.low_balance import USUAL_THRESHOLDS, LowBalance
from askpro.domain.billing.wallet import NoSuchWallet, Wallet
from askpro.domain.ids import OrganisationId
from askpro.domain.money import Money
from askpro.ports.storage import AutoTopUps, LowBalances, Tried, Watched


def _insist_on_wallet(sight: Sight, organisation_id: OrganisationId) -> None:
    if organisation_id not in sight.tables.wallets or not sight.sees(organisation_id):
        raise NoSuchWallet


@attrs.frozen
class MemoryLowBalances(LowBalances):
    """Thresholds and warnings of the wallets in the scope."""

    _sight: Sight

    def thresholds(self, organisation_id: OrganisationId) -> tuple[int, ...]:
        known = self._sight.tables.thresholds.get(organisation_id)
        visible = known is not None and self._sight.sees(organisation_id)
        return known if known is not None and visible else USUAL_THRESHOLDS

    def set_thresholds(self, organisation_id: OrganisationId, cents: Collection[int]) -> None:
        _insist_on_wallet(self._sight, organisation_id)
        self._sight.tables.thresholds.put(organisation_id, tuple(sorted(set(cents))))

    def moved(self, after: OrganisationId | None = None, most: int = 200) -> Sequence[Watched]:
        rows = sorted(self._sight.tables.wallets.rows(), key=lambda wallet: wallet.organisation_id)
        watched = [
            Watched(wallet, self.thresholds(owner), Money(seen, wallet.currency))
            for wallet in rows
            for owner in [wallet.organisation_id]
            for seen in [self._sight.tables.seen_funds.get(owner) or 0]
            if self._sight.sees(owner)
            and wallet.funds.cents != seen
            and (after is None or owner > after)
        ]
        return watched[:most]

    def note_seen(self, wallet: Wallet) -> None:
        _insist_on_wallet(self._sight, wallet.organisation_id)
        self._sight.tables.seen_funds.put(wallet.organisation_id, wallet.funds.cents)

    def warned(self, organisation_id: OrganisationId, day: date) -> Collection[LowBalance]:
        return {
            warning
            for warning in self._sight.tables.warnings.rows()
            if (warning.organisation_id, warning.day) == (organisation_id, day)
            and self._sight.sees(organisation_id)
        }

    def note_warned(self, warning: LowBalance) -> bool:
        _insist_on_wallet(self._sight, warning.organisation_id)
        if warning in self._sight.tables.warnings:
            return False
        self._sight.tables.warnings.put(warning, warning)
        return True


@attrs.frozen
class MemoryAutoTopUps(AutoTopUps):
    """Rules and attempts of the wallets in the scope."""

    _sight: Sight

    def rule(self, organisation_id: OrganisationId) -> AutoTopUp | None:
        known = self._sight.tables.auto_top_ups.get(organisation_id)
        return known if self._sight.sees(organisation_id) else None

    def put(self, organisation_id: OrganisationId, rule: AutoTopUp) -> None:
        _insist_on_wallet(self._sight, organisation_id)
        self._sight.tables.auto_top_ups.put(organisation_id, rule)

    def waiting(self, most: int = 100) -> Sequence[OrganisationId]:
        pending = {
            tried.organisation_id
            for tried in self._sight.tables.attempts.rows()
            if tried.attempt.outcome is Outcome.PENDING
        }
        low = {
            wallet.organisation_id
            for wallet in self._sight.tables.wallets.rows()
            for rule in [self._sight.tables.auto_top_ups.get(wallet.organisation_id)]
            if rule is not None
            and rule.switched_on_at is not None
            and wallet.funds.cents < rule.threshold_cents
        }
        return [owner for owner in sorted(low | pending) if self._sight.sees(owner)][:most]

    def attempts(self, organisation_id: OrganisationId, most: int = 100) -> Sequence[Tried]:
        mine = [
            tried
            for tried in self._sight.tables.attempts.rows()
            if tried.organisation_id == organisation_id and self._sight.sees(organisation_id)
        ]
        return sorted(mine, key=lambda tried: (tried.attempt.at, tried.id), reverse=True)[:most]

    def begin(self, tried: Tried) -> bool:
        assert tried.attempt.outcome is Outcome.PENDING
        _insist_on_wallet(self._sight, tried.organisation_id)
        mine = self.attempts(tried.organisation_id)
        if any(other.attempt.outcome is Outcome.PENDING for other in mine):
            return False
        self._sight.tables.attempts.put(tried.id, tried)
        return True

    def finish(self, id: UUID, outcome: Outcome) -> bool:
        tried = self._sight.tables.attempts.get(id)
        if tried is None or not self._sight.sees(tried.organisation_id):
            return False
        if tried.attempt.outcome is not Outcome.PENDING:
            return False
        ended = attrs.evolve(tried.attempt, outcome=outcome)
        self._sight.tables.attempts.put(id, attrs.evolve(tried, attempt=ended))
        return True

"""Warnings of low balances and automatic top-ups."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from askpro.domain.billing.auto_top_up import Attempt, AutoTopUp, Outcome
from askpro.domain.billing.low_balance import USUAL_THRESHOLDS, LowBalance
from askpro.domain.billing.wallet import NoSuchWallet
from askpro.domain.ids import OrganisationId
from askpro.domain.money import Money
from askpro.ports.storage import Storage, Tried, Watched
from askpro.testing.contracts.storage.bonus import a_lot, grant
from askpro.testing.contracts.storage.planted import Planted
from askpro.testing.contracts.storage.race import at_once
from askpro.testing.contracts.storage.wallets import open_wallet, settle, wallet
from askpro.testing.world import EVERYTHING, NOON, World, minutes, some_id

MONDAY = date(2026, 11, 23)
RULE = AutoTopUp(1000, 5000, NOON, timedelta(minutes=90), 15_000, 20_000)


def moved(storage: Storage, after: OrganisationId | None = None) -> Sequence[Watched]:
    with storage.look(EVERYTHING) as work:
        return work.low_balances.moved(after)


def pending(owner: OrganisationId, minute: int = 0) -> Tried:
    return Tried(some_id(), owner, Attempt(NOON + minutes(minute), 5000))


def begin(storage: Storage, tried: Tried) -> bool:
    with storage.begin(EVERYTHING) as work:
        return work.auto_top_ups.begin(tried)


def finish(storage: Storage, tried: Tried, outcome: Outcome) -> bool:
    with storage.begin(EVERYTHING) as work:
        return work.auto_top_ups.finish(tried.id, outcome)


class LowBalanceClaims(Planted):
    """Thresholds, looks and warnings."""

    def test_thresholds_are_the_usual_ones_until_others_are_set(
        self, storage: Storage, world: World
    ) -> None:
        open_wallet(storage, world.salon.id)

        with storage.begin(EVERYTHING) as work:
            assert work.low_balances.thresholds(world.salon.id) == USUAL_THRESHOLDS
            work.low_balances.set_thresholds(world.salon.id, [900, 100, 900])
            assert work.low_balances.thresholds(world.salon.id) == (100, 900)
            work.low_balances.set_thresholds(world.salon.id, [])
            assert work.low_balances.thresholds(world.salon.id) == ()

    def test_wallets_whose_funds_have_moved_since_the_last_look(
        self, storage: Storage, world: World
    ) -> None:
        owners = sorted([world.salon.id, world.reseller.id])
        for owner in owners:
            open_wallet(storage, owner, 1000)
        with storage.begin(EVERYTHING) as work:
            work.low_balances.set_thresholds(world.salon.id, [700])

        found = moved(storage)

        assert [each.wallet.organisation_id for each in found] == owners
        assert {each.seen for each in found} == {Money(0)}
        assert {each.thresholds for each in found} == {(700,), USUAL_THRESHOLDS}
        assert [each.wallet.organisation_id for each in moved(storage, owners[0])] == owners[1:]
        with storage.begin(EVERYTHING) as work:
            for each in found:
                work.low_balances.note_seen(each.wallet)
        assert moved(storage) == []
        settle(storage, world.salon.id, "call:1", 1100)
        assert moved(storage) == [Watched(wallet(storage, world.salon.id), (700,), Money(1000))]

    def test_bonus_is_a_movement_of_funds(self, storage: Storage, world: World) -> None:
        open_wallet(storage, world.salon.id, 0)
        assert moved(storage) == []

        grant(storage, a_lot(world, 70))

        assert [each.wallet.funds for each in moved(storage)] == [Money(70)]

    def test_a_warning_is_noted_once(self, storage: Storage, world: World) -> None:
        open_wallet(storage, world.salon.id)
        warning = LowBalance(world.salon.id, 500, MONDAY)

        with storage.begin(EVERYTHING) as work:
            assert work.low_balances.note_warned(warning)
            assert not work.low_balances.note_warned(warning)
            assert work.low_balances.note_warned(LowBalance(world.salon.id, 900, MONDAY))

            assert work.low_balances.warned(world.salon.id, date(2026, 11, 24)) == set()
            assert warning in work.low_balances.warned(world.salon.id, MONDAY)
            assert len(work.low_balances.warned(world.salon.id, MONDAY)) == 2

    def test_without_a_wallet_there_is_nothing_to_look_after(
        self, storage: Storage, world: World
    ) -> None:
        with pytest.raises(NoSuchWallet), storage.begin(EVERYTHING) as work:
            work.low_balances.set_thresholds(world.salon.id, [1])
        with pytest.raises(NoSuchWallet), storage.begin(EVERYTHING) as work:
            work.auto_top_ups.put(world.salon.id, RULE)
        with pytest.raises(NoSuchWallet):
            begin(storage, pending(world.salon.id))


class AutoTopUpClaims(Planted):
    """Rules and attempts."""

    def test_a_rule_is_kept_and_replaced(self, storage: Storage, world: World) -> None:
        open_wallet(storage, world.salon.id)

        with storage.begin(EVERYTHING) as work:
            assert work.auto_top_ups.rule(world.salon.id) is None
            for rule in (RULE, AutoTopUp(0, 1, None)):
                work.auto_top_ups.put(world.salon.id, rule)
                assert work.auto_top_ups.rule(world.salon.id) == rule

    def test_who_is_below_a_threshold_that_is_switched_on_waits(
        self, storage: Storage, world: World
    ) -> None:
        open_wallet(storage, world.salon.id, 999)
        open_wallet(storage, world.reseller.id, 1000)
        open_wallet(storage, world.garage.id, 0)

        with storage.begin(EVERYTHING) as work:
            work.auto_top_ups.put(world.salon.id, RULE)
            work.auto_top_ups.put(world.reseller.id, RULE)
            work.auto_top_ups.put(world.garage.id, AutoTopUp(1000, 5000, None))
            assert work.auto_top_ups.waiting() == [world.salon.id]
            work.wallets.credit(world.salon.id, 1)
            assert work.auto_top_ups.waiting() == []

    def test_one_attempt_is_in_flight_for_a_wallet(self, storage: Storage, world: World) -> None:
        for owner in (world.salon.id, world.garage.id):
            open_wallet(storage, owner)
        first, second = pending(world.salon.id), pending(world.salon.id, 1)

        assert begin(storage, first)
        assert not begin(storage, second)
        assert begin(storage, pending(world.garage.id))
        with storage.look(EVERYTHING) as work:
            assert world.salon.id in work.auto_top_ups.waiting()
        assert finish(storage, first, Outcome.FAILED)
        assert not finish(storage, first, Outcome.SUCCEEDED)
        assert begin(storage, second)
        with storage.look(EVERYTHING) as work:
            made = work.auto_top_ups.attempts(world.salon.id)
        assert made[0] == second
        assert [each.attempt.outcome for each in made] == [Outcome.PENDING, Outcome.FAILED]

    def test_of_many_attempts_at_once_one_begins_and_one_ends(
        self, storage: Storage, world: World
    ) -> None:
        open_wallet(storage, world.salon.id)

        assert at_once(8, lambda _: begin(storage, pending(world.salon.id)))[True] == 1
        with storage.look(EVERYTHING) as work:
            made = work.auto_top_ups.attempts(world.salon.id)[0]
        assert at_once(8, lambda _: finish(storage, made, Outcome.SUCCEEDED))[True] == 1

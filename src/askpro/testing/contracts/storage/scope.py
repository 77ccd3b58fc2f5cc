"""What lies outside the scope does not exist, whatever id is asked for."""

from collections.abc import Callable, Collection

import attrs
import pytest

from askpro.domain.billing.audit import Check
from askpro.domain.billing.auto_top_up import Outcome
from askpro.domain.billing.low_balance import USUAL_THRESHOLDS
from askpro.domain.billing.vendor_bill import Stage
from askpro.domain.billing.wallet import Reservation
from askpro.domain.errors import Missing
from askpro.domain.ids import CallId, ChargeId, OrganisationId
from askpro.domain.organisations.scope import Scope
from askpro.ports.storage import NoSuchOrganisation, Place, Storage, Work
from askpro.testing.contracts.storage.belongings import Belongings
from askpro.testing.contracts.storage.commission import PERIOD, QUARTER
from askpro.testing.contracts.storage.planted import Planted
from askpro.testing.contracts.storage.questions import (
    A_RATE,
    AFTER_ALL,
    DAY,
    MISSING,
    NOTHING,
    REFUSED,
)
from askpro.testing.world import NOON, World, minutes, some_id, unplanted


class ScopeClaims(Planted):
    """The stranger asks for what the salon has."""

    @pytest.mark.parametrize("ask", MISSING.values(), ids=MISSING.keys())
    def test_what_another_tenant_has_is_missing(
        self, storage: Storage, world: World, ask: Callable[[Work, Belongings], object]
    ) -> None:
        its = Belongings.kept(storage, world)

        with pytest.raises(Missing), storage.begin(world.stranger.scope) as work:
            ask(work, its)

    @pytest.mark.parametrize("ask", MISSING.values(), ids=MISSING.keys())
    def test_what_nobody_has_is_missing_in_the_same_way(
        self, storage: Storage, world: World, ask: Callable[[Work, Belongings], object]
    ) -> None:
        elsewhere = attrs.evolve(unplanted(), stranger=world.stranger)
        kept, imagined = Belongings.kept(storage, world), Belongings.imagined(elsewhere)

        with pytest.raises(Missing) as of_others, storage.begin(world.stranger.scope) as work:
            ask(work, kept)
        with pytest.raises(Missing) as of_nobody, storage.begin(world.stranger.scope) as work:
            ask(work, imagined)

        assert type(of_others.value) is type(of_nobody.value)

    @pytest.mark.parametrize("ask", NOTHING.values(), ids=NOTHING.keys())
    def test_lists_hold_nothing_of_another_tenant(
        self,
        storage: Storage,
        world: World,
        ask: Callable[[Work, Belongings], Collection[object]],
    ) -> None:
        its = Belongings.kept(storage, world)

        with storage.look(world.stranger.scope) as work:
            assert len(ask(work, its)) == 0
        with storage.look(Scope.of(world.reseller.id)) as work:
            assert len(ask(work, its)) > 0

    @pytest.mark.parametrize("write", REFUSED.values(), ids=REFUSED.keys())
    def test_nothing_is_written_for_another_tenant(
        self, storage: Storage, world: World, write: Callable[[Work, Belongings], object]
    ) -> None:
        its = Belongings.imagined(world)

        with pytest.raises(NoSuchOrganisation), storage.begin(world.stranger.scope) as work:
            write(work, its)

    def test_single_questions_about_another_tenant_find_nothing(
        self, storage: Storage, world: World
    ) -> None:
        its = Belongings.kept(storage, world)

        with storage.look(world.stranger.scope) as work:
            assert work.calls.desk(its.call.id) is None
            assert work.ledger.under(its.transaction.source_key) is None
            assert not work.letters.sent(its.letter.key)
            assert work.auto_top_ups.rule(its.shop.id) is None
            assert work.low_balances.thresholds(its.shop.id) == USUAL_THRESHOLDS

    def test_another_tenants_attempt_is_not_ended(self, storage: Storage, world: World) -> None:
        its = Belongings.kept(storage, world)

        with storage.begin(world.stranger.scope) as work:
            assert not work.auto_top_ups.finish(its.tried.id, Outcome.SUCCEEDED)

        with storage.look(world.salon.scope) as work:
            assert work.auto_top_ups.attempts(its.shop.id) == [its.tried]

    def test_what_is_the_platforms_is_seen_by_the_platform_only(
        self, storage: Storage, world: World
    ) -> None:
        its = Belongings.kept(storage, world)
        waiting = attrs.evolve(its.bill, stage=Stage.WAITING)
        unreserved = attrs.evolve(its.charge, source_key="call:unbooked", id=ChargeId(some_id()))
        with storage.begin(Scope.of(world.platform.id)) as work:
            work.vendor_costs.save(waiting)
            work.exchange_rates.put(A_RATE)
            work.charges.add([unreserved])

        def asked(scope: Scope) -> list[int]:
            with storage.look(scope) as work:
                return [
                    len(work.vendor_costs.waiting()),
                    len(work.exchange_rates.latest()),
                    len(work.exchange_rates.around(A_RATE.day, A_RATE.sold, A_RATE.bought)),
                    len(work.audit.find(Check.UNBOOKED_CHARGE, NOON)) > 0,
                ]

        assert asked(Scope.of(world.reseller.id)) == asked(world.stranger.scope) == [0, 0, 0, 0]
        assert asked(Scope.of(world.platform.id)) == [1, 1, 1, 0]
        assert asked(Scope.everything()) == [1, 1, 1, 1]

    def test_the_base_of_another_tenants_commission_is_nothing(
        self, storage: Storage, world: World
    ) -> None:
        its = Belongings.kept(storage, world)
        place = Place(QUARTER.id, its.earning.occurred_at, its.earning.id)

        def asked(scope: Scope) -> int:
            with storage.look(scope) as work:
                return work.commission_items.base_until(world.reseller.id, PERIOD, place)

        assert (asked(world.stranger.scope), asked(Scope.of(world.reseller.id))) == (0, 400)

    def test_another_tenants_call_is_not_met(self, storage: Storage, world: World) -> None:
        its = Belongings.kept(storage, world)

        with pytest.raises(Missing), storage.begin(world.stranger.scope) as work:
            work.calls.meet(world.stranger.call(its.call.id))

    def test_another_tenants_holds_and_times_are_not_given_away(
        self, storage: Storage, world: World
    ) -> None:
        its = Belongings.kept(storage, world)

        with storage.begin(world.stranger.scope) as work:
            work.diary.release(CallId("held"))
            work.diary.free(its.appointment.id)

        with storage.look(world.salon.scope) as work:
            staff = [member.id for member in world.salon.staff]
            assert len(work.diary.taken(staff, DAY, NOON)) == 2

    def test_another_tenants_reservations_are_not_ended(
        self, storage: Storage, world: World
    ) -> None:
        Belongings.kept(storage, world)
        with storage.begin(world.salon.scope) as work:
            reserved = Reservation("call:x", world.salon.id, 300, NOON + minutes(5))
            work.wallets.reserve(reserved)

        with storage.begin(world.stranger.scope) as work:
            work.wallets.release("call:x")
            assert not work.reservations.extend(reserved, NOON)
            assert work.reservations.expire(world.salon.id, AFTER_ALL) == []

        with storage.look(world.salon.scope) as work:
            assert work.wallets.get(world.salon.id).reserved_cents == 301
            assert [row.cents for row in work.reservations.kept("call:x")] == [300]

    def test_a_company_does_not_see_its_reseller(self, storage: Storage, world: World) -> None:
        with pytest.raises(NoSuchOrganisation), storage.look(world.salon.scope) as work:
            work.organisations.get(world.reseller.id)

    def test_a_scope_of_nobody_sees_nothing(self, storage: Storage, world: World) -> None:
        its = Belongings.kept(storage, world)

        with storage.look(Scope.of(OrganisationId(some_id()))) as work:
            assert len(list(work.ledger.all())) == 0
            assert len(work.charges.under(its.charge.source_key)) == 0

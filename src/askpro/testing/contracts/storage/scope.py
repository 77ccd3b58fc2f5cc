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
from askpro.testing.world import ADA, NOON, World, a_number, minutes, some_id, unplanted

DAY = Interval(NOON - minutes(720), NOON + minutes(720))

MISSING: dict[str, Callable[[Work, Belongings], object]] = {
    "organisations.get": lambda work, its: work.organisations.get(its.shop.id),
    "branches.get": lambda work, its: work.branches.get(its.shop.branch.id),
    "branches.at": lambda work, its: work.branches.at(its.shop.number),
    "branches.connect": lambda work, its: work.branches.connect(
        PhoneNumber(a_number(), its.shop.branch.id, its.stranger.id)
    ),
    "catalogues.of": lambda work, its: work.catalogues.of(its.shop.branch.id),
    "catalogues.put": lambda work, its: work.catalogues.put(
        its.shop.branch.id, its.stranger.catalogue
    ),
    "customers.get": lambda work, its: work.customers.get(its.customer.id),
    "customers.save": lambda work, its: work.customers.save(its.customer),
    "customers.save as one's own": lambda work, its: work.customers.save(
        attrs.evolve(its.customer, organisation_id=its.stranger.id)
    ),
    "appointments.get": lambda work, its: work.appointments.get(its.appointment.id),
    "appointments.save": lambda work, its: work.appointments.save(
        its.appointment.confirm(NOON, ADA)
    ),
    "calls.get": lambda work, its: work.calls.get(its.call.id),
    "calls.save": lambda work, its: work.calls.save(its.call),
    "wallets.get": lambda work, its: work.wallets.get(its.shop.id),
    "wallets.reserve": lambda work, its: work.wallets.reserve(
        Reservation("call:x", its.shop.id, 1, NOON + minutes(1))
    ),
    "wallets.settle": lambda work, its: work.wallets.settle([Due("call:x", its.shop.id, 1)]),
    "wallets.credit": lambda work, its: work.wallets.credit(its.shop.id, 1),
    "ledger.get": lambda work, its: work.ledger.get(its.transaction.id),
    "charges.get": lambda work, its: work.charges.get(its.charge.id),
}
"""Asked from the stranger's scope, each of these is missing."""

NOTHING: dict[str, Callable[[Work, Belongings], Collection[object]]] = {
    "organisations.along": lambda work, its: work.organisations.along((its.shop.id,)),
    "organisations.after": lambda work, its: [
        one for one in work.organisations.after() if one.id == its.shop.id
    ],
    "customers.with_phone": lambda work, its: work.customers.with_phone(its.shop.id, "+491701"),
    "diary.taken": lambda work, its: work.diary.taken(
        [member.id for member in its.shop.staff], DAY, NOON
    ),
    "diary.holds_of": lambda work, _: work.diary.holds_of(CallId("held"), NOON),
    "appointments.of_call": lambda work, its: work.appointments.of_call(its.call.id),
    "appointments.of_customers": lambda work, its: work.appointments.of_customers(
        [its.customer.id], NOON
    ),
    "callbacks.of_call": lambda work, its: work.callbacks.of_call(its.call.id),
    "calls.unended": lambda work, _: work.calls.unended(NOON + minutes(1)),
    "ledger.all": lambda work, _: list(work.ledger.all()),
    "ledger.balances": lambda work, _: work.ledger.balances(),
    "charges.under": lambda work, its: work.charges.under(its.charge.source_key),
    "charges.of_sources": lambda work, its: work.charges.of_sources([its.charge.source_key]),
}
"""Asked from the stranger's scope, each of these finds nothing."""

REFUSED: dict[str, Callable[[Work, Belongings], object]] = {
    "organisations.add": lambda work, its: work.organisations.add(
        below(its.world.reseller, OrganisationId(some_id()), Kind.COMPANY, "Intruder")
    ),
    "organisations.add platform": lambda work, _: work.organisations.add(
        platform(OrganisationId(some_id()), "Usurper")
    ),
    "branches.add": lambda work, its: work.branches.add(
        attrs.evolve(its.shop.branch, id=BranchId(some_id()))
    ),
    "branches.connect": lambda work, its: work.branches.connect(
        PhoneNumber(a_number(), its.shop.branch.id, its.shop.id)
    ),
    "customers.add": lambda work, its: work.customers.add(its.customer),
    "diary.hold": lambda work, its: work.diary.hold([its.hold], NOON),
    "diary.exchange": lambda work, its: work.diary.exchange(CallId("held"), [its.hold], NOON),
    "diary.keep": lambda work, its: work.diary.keep(its.appointment, NOON),
    "appointments.add": lambda work, its: work.appointments.add(its.appointment),
    "callbacks.add": lambda work, its: work.callbacks.add(its.callback),
    "calls.meet": lambda work, its: work.calls.meet(its.call),
    "calls.meet of nobody": lambda work, its: work.calls.meet(
        attrs.evolve(its.call, organisation_id=None, branch_id=None)
    ),
    "calls.keep_desk": lambda work, its: work.calls.keep_desk(its.desk),
    "letters.keep": lambda work, its: work.letters.keep(its.letter),
    "prices.add_rule": lambda work, its: work.prices.add_rule(a_rule(its.world.reseller.id, None)),
    "prices.add_terms": lambda work, its: work.prices.add_terms(Terms(its.shop.id, NOON)),
    "wallets.open": lambda work, its: work.wallets.open(Wallet(its.shop.id, Money(0))),
    "ledger.post": lambda work, its: work.ledger.post(its.transaction),
    "ledger.post_all": lambda work, its: work.ledger.post_all(
        [Posting(its.transaction, (its.charge,))] * 2
    ),
    "ledger.post_all charges": lambda work, its: work.ledger.post_all(
        [Posting(None, (its.charge,))]
    ),
    "charges.add": lambda work, its: work.charges.add([its.charge]),
}
"""From the stranger's scope nothing of these is written."""


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

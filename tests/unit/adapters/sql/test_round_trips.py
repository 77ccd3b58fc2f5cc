"""What goes in comes out equal, on both engines."""

from datetime import timedelta
from decimal import Decimal

import attrs
import pytest

from askpro.adapters.sql.storage import SqlStorage
from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.terms import Terms
from askpro.domain.booking.hours import WeeklyHours
from askpro.domain.booking.service import Catalogue
from askpro.domain.ids import AgreementId, BranchId, CallId, CustomerId, OrganisationId
from askpro.domain.notices.notice import Told
from askpro.domain.organisations.actor import Actor, ActorKind
from askpro.domain.organisations.organisation import platform
from askpro.domain.organisations.scope import Scope
from askpro.domain.telephony.call import CallStatus
from askpro.ports.storage import AlreadyThere, StaleVersion, Work
from tests.unit.adapters.sql import things
from tests.unit.adapters.sql.things import COMPANY, NOON, PLATFORM, RESELLER, RIVAL


def test_the_tree_and_its_branches(work: Work) -> None:
    assert work.organisations.platform() == PLATFORM
    assert work.organisations.get(COMPANY.id) == COMPANY
    assert work.organisations.along(COMPANY.path) == [PLATFORM, RESELLER, COMPANY]
    assert work.branches.get(things.BRANCH.id) == things.BRANCH
    assert work.branches.at(things.NUMBER.number) == things.BRANCH


def test_a_second_platform_is_refused(work: Work) -> None:
    second = platform(OrganisationId(things.new_id()), "Second")

    with pytest.raises(AlreadyThere):
        work.organisations.add(second)


def test_a_number_stays_with_its_organisation_but_may_change_branch(work: Work) -> None:
    upstairs = attrs.evolve(things.BRANCH, id=BranchId(things.new_id()))
    work.branches.add(upstairs)

    work.branches.connect(attrs.evolve(things.NUMBER, branch_id=upstairs.id))

    assert work.branches.at(things.NUMBER.number) == upstairs
    with pytest.raises(AlreadyThere):
        work.branches.connect(
            attrs.evolve(things.NUMBER, branch_id=things.RIVAL_BRANCH.id, organisation_id=RIVAL.id)
        )


def test_a_catalogue_keeps_its_order_and_loses_what_is_left_out(work: Work) -> None:
    assert work.catalogues.of(things.BRANCH.id) == things.CATALOGUE

    turned = Catalogue(things.CATALOGUE.opening, (), (things.BERT, things.ANNA))
    work.catalogues.put(things.BRANCH.id, turned)

    assert work.catalogues.of(things.BRANCH.id) == turned
    assert work.catalogues.of(things.RIVAL_BRANCH.id) == Catalogue(WeeklyHours(()), (), ())


def test_customers_who_share_a_number(work: Work) -> None:
    child = attrs.evolve(things.MIA, id=CustomerId(things.new_id()), name="Ben")
    work.customers.add(child)
    work.customers.save(attrs.evolve(child, email="ben@example.org"))

    assert work.customers.get(things.MIA.id) == things.MIA
    found = work.customers.with_phone(COMPANY.id, "+491701234567")
    assert [customer.name for customer in found] == ["Mia", "Ben"]
    assert found[1].email == "ben@example.org"


def test_an_appointment_is_saved_over_its_predecessor_only(work: Work) -> None:
    requested = things.an_appointment()
    work.appointments.add(requested)
    confirmed = requested.confirm(NOON, Actor(ActorKind.SYSTEM, "sync"))
    work.appointments.save(confirmed)

    assert work.appointments.get(requested.id) == confirmed
    assert work.appointments.of_call(CallId("call-1")) == [confirmed]
    assert work.appointments.of_customers([things.MIA.id], NOON) == [confirmed]
    with pytest.raises(StaleVersion):
        work.appointments.save(confirmed)
    with pytest.raises(AlreadyThere):
        work.appointments.add(requested)


def test_a_callback_added_twice_is_one(work: Work) -> None:
    callback = things.a_callback()

    work.callbacks.add(callback)
    work.callbacks.add(callback)

    assert work.callbacks.of_call(callback.call_id) == [callback]


def test_a_call_with_everything_known(work: Work) -> None:
    first = things.a_call("call-1")
    ended = attrs.evolve(
        work.calls.meet(first),
        status=CallStatus.ENDED,
        ended_at=NOON + timedelta(minutes=2, microseconds=1),
        length_seconds=120,
        cost_cents=Decimal("34.450"),
        transcript="„Grüß Gott“ 🦷",
        successful=False,
    )
    work.calls.save(ended)

    assert work.calls.meet(first) == ended
    assert str(work.calls.get(first.id).cost_cents) == "34.450"
    assert work.calls.unended(NOON + timedelta(hours=1)) == []


def test_calls_without_an_end_the_oldest_first(work: Work) -> None:
    calls = [
        attrs.evolve(things.a_call(f"call-{hour}"), first_seen_at=NOON + timedelta(hours=hour))
        for hour in range(3)
    ]
    for call in reversed(calls):
        work.calls.meet(call)

    assert work.calls.unended(NOON + timedelta(hours=2)) == calls[:2]
    assert work.calls.unended(NOON + timedelta(hours=2), most=1) == calls[:1]


def test_a_desk_is_kept_once_and_for_all(storage: SqlStorage) -> None:
    desk = things.a_desk()
    with storage.begin(Scope.everything()) as work:
        work.calls.keep_desk(desk)
        work.calls.keep_desk(attrs.evolve(desk, company="Another"))
        assert work.calls.desk(desk.call_id) == desk

    with storage.look(Scope.of(COMPANY.id)) as work:
        assert work.calls.desk(desk.call_id) == desk
        assert work.calls.desk(desk.call_id) is work.calls.desk(desk.call_id)
    with storage.look(Scope.of(RIVAL.id)) as work:
        assert work.calls.desk(desk.call_id) is None


def test_a_desk_that_was_never_committed_is_not_remembered(storage: SqlStorage) -> None:
    desk = things.a_desk()

    def keep_and_fail() -> None:
        with storage.begin(Scope.everything()) as work:
            work.calls.keep_desk(desk)
            assert work.calls.desk(desk.call_id) == desk
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        keep_and_fail()

    with storage.look(Scope.everything()) as work:
        assert work.calls.desk(desk.call_id) is None


def test_messages_are_known_when_they_come_again(work: Work) -> None:
    told = Told("key", COMPANY.id, "mia@example.org", "Termin", NOON)

    assert work.inbox.keep("retell", "1", b"\x00body", NOON)
    assert not work.inbox.keep("retell", "1", b"other", NOON)
    assert work.inbox.keep("stripe", "1", b"body", NOON)
    work.letters.keep(told)
    work.letters.keep(told)
    assert work.letters.sent("key")
    assert not work.letters.sent("other")


def test_prices_and_terms_between_neighbours_only(work: Work) -> None:
    for_all = things.a_rule(RESELLER.id)
    for_company = things.a_rule(RESELLER.id, COMPANY.id)
    past = attrs.evolve(things.a_rule(RESELLER.id), valid_until=NOON)
    skips_one = things.a_rule(PLATFORM.id, COMPANY.id)
    for_rival = things.a_rule(RESELLER.id, RIVAL.id)
    for rule in (for_all, for_company, past, skips_one, for_rival):
        work.prices.add_rule(rule)
    terms = Terms(RESELLER.id, NOON, agreement=Agreement.flat("27.5", AgreementId(things.new_id())))
    work.prices.add_terms(terms)

    rules, agreed = work.prices.along(COMPANY.path, NOON)

    assert rules == [for_all, for_company]
    assert agreed == [terms]
    with pytest.raises(AlreadyThere):
        work.prices.add_rule(for_all)
    with pytest.raises(AlreadyThere):
        work.prices.add_terms(terms)

"""What the caller said is done or refused, never something near it; and nothing is left behind."""

from uuid import UUID

import attrs
import pytest

from askpro.adapters.memory.calendar import MemoryCalendar
from askpro.application.billing.charge_call import charge_call
from askpro.domain.billing.chain import Chain
from askpro.domain.billing.commission import Agreement, period_of
from askpro.domain.billing.link import Link
from askpro.domain.billing.meter import CALL
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.booking.appointment import Appointment
from askpro.domain.ids import OrganisationId
from askpro.domain.organisations.branch import PhoneNumber
from askpro.domain.organisations.organisation import Kind, below
from askpro.domain.organisations.scope import Scope
from askpro.domain.telephony.call import CallStatus
from tests.unit.application.house import (
    BERLIN,
    BRANCH,
    PLATFORM,
    RESELLER,
    SALON,
    THURSDAY_TEN,
    House,
    ascending_ids,
    envelope,
    make_house,
    per_minute,
)


def offered_tomorrow_at_ten() -> House:
    house = make_house()
    house.ask("check_availability", when="morgen um zehn", service="Dauerwelle")
    return house


@pytest.mark.parametrize(
    "said", ["am Dienstag", "Dienstag oder Mittwoch", "morgen Nachmittag", "ab Dienstag", "gestern"]
)
def test_the_only_offer_is_not_booked_when_another_time_was_said(said: str) -> None:
    house = offered_tomorrow_at_ten()

    answer = house.ask("book_appointment", name="Erika Müßig", when=said)

    assert not answer.ok
    assert "appointment" not in answer.data


@pytest.mark.parametrize("said", ["ja gern", "morgen", "morgen Vormittag", "ab morgen um neun"])
def test_the_only_offer_is_booked_when_the_words_fit_it(said: str) -> None:
    house = offered_tomorrow_at_ten()

    answer = house.ask("book_appointment", name="Erika Müßig", when=said)

    assert answer.ok


def test_cancelling_on_another_day_leaves_the_appointment_alone() -> None:
    house = make_house()
    house.ask("check_availability", when="am Dienstag um zehn", service="Dauerwelle")
    house.ask("book_appointment", name="Erika Müßig")

    refused = house.ask("cancel_appointment", "call_2", when="am Mittwoch")
    cancelled = house.ask("cancel_appointment", "call_2", when="am Dienstag")

    assert refused.data["reason"] == "no_such_appointment"
    assert cancelled.ok


def test_a_call_that_was_refused_stays_nobodys_when_its_number_is_connected() -> None:
    house = make_house()
    late = envelope("call_9", ours="+4940999999")
    house.hang_up("call_9", envelope=late, status=CallStatus.ONGOING, length_ms=None)
    with house.storage.begin(Scope.everything()) as work:
        work.branches.connect(PhoneNumber(late.ours, BRANCH.id, SALON.id))

    house.hang_up("call_9", envelope=late)

    assert house.look().ledger.under("call:call_9") is None
    assert house.look().wallets.get(SALON.id).reserved_cents == 0


def test_a_call_that_cannot_be_priced_raises_no_commission() -> None:
    """Talk has its price on every link; the fee for a call is missing on the platform's."""
    middle = below(RESELLER, OrganisationId(UUID(int=5)), Kind.RESELLER, "Ohne Preis")
    salon = below(middle, OrganisationId(UUID(int=6)), Kind.COMPANY, "Salon Nord")
    agreement = Agreement.flat("25")
    chain = Chain(
        (
            Link(PLATFORM.id, RESELLER.id, (per_minute(PLATFORM.id, "0.30", 50),)),
            Link(RESELLER.id, middle.id, (), agreement),
            Link(middle.id, salon.id, (_per_second(middle.id), _per_call(middle.id))),
        )
    )
    house = make_house()
    desk = house.container.pick_up()(envelope())
    with house.storage.begin(Scope.everything()) as work:
        call = attrs.evolve(work.calls.get(desk.call_id), length_seconds=600)
        charge_call(work, call, chain, house.watch.now, ascending_ids())

    base = house.look().charges.bases([agreement.id], period_of(THURSDAY_TEN, BERLIN))
    assert not any(base.values())
    assert house.look().ledger.under("call:call_1") is None


def _per_second(seller: OrganisationId) -> PriceRule:
    return per_minute(seller, "0.40", 51)


def _per_call(seller: OrganisationId) -> PriceRule:
    return attrs.evolve(per_minute(seller, "0.40", 52), meter=CALL)


class SlowCalendar(MemoryCalendar):
    """Its answer arrives after the caller has changed their mind and the withdrawal is done."""

    def __init__(self, house: House) -> None:
        super().__init__()
        self._house = house

    def book(self, appointment: Appointment) -> None:
        with self._house.storage.begin(Scope.everything()) as work:
            by = appointment.changes[0].by
            work.appointments.save(appointment.cancel(self._house.watch.now, by))
            work.diary.free(appointment.id)
        self.cancel(appointment)
        super().book(appointment)


def test_what_is_cancelled_while_the_calendar_answers_does_not_stay_in_it() -> None:
    house = offered_tomorrow_at_ten()
    house.ask("book_appointment", name="Erika Müßig")
    (appointment,) = house.look().appointments.of_call(envelope().call_id)
    calendar = SlowCalendar(house)

    attrs.evolve(house.container.confirm_appointment(), calendar=calendar)(appointment.id)

    assert calendar.booked == ()

"""Erasing a person changes no amount and no seal: the books know pseudonymous keys only."""

import attrs

from askpro.domain.organisations.scope import Scope
from tests.unit.application.house import CALLER, SALON, House, envelope, make_house


def booked_and_charged() -> House:
    house = make_house()
    house.ask("check_availability", when="morgen um 14 Uhr", service="Dauerwelle")
    house.ask("book_appointment", name="Zoë Müßig-Łęcka", email="zoe@example.org")
    house.work_off()
    house.hang_up(seconds=600)
    house.container.seal_ledger()()
    return house


def test_38_erasing_a_person_changes_no_amount_and_no_hash() -> None:
    house = booked_and_charged()
    sealed = list(house.look().seals.sealed(0, 100))
    (appointment,) = house.look().appointments.of_call(envelope().call_id)

    with house.storage.begin(Scope.of(SALON.id)) as work:
        person = work.customers.get(appointment.customer_id)
        work.customers.save(attrs.evolve(person, name="–", phone=None, email=None))

    assert list(house.look().seals.sealed(0, 100)) == sealed
    assert not house.container.verify_ledger()().faults
    assert house.look().customers.get(appointment.customer_id).phone is None


def test_38_no_transaction_names_a_person() -> None:
    house = booked_and_charged()

    written = repr([transaction for _, transaction in house.look().seals.sealed(0, 100)])

    assert len(written) > 100
    for word in ("Zoë", "zoe@example.org", CALLER):
        assert word not in written

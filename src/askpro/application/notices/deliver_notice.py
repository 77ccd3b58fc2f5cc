"""Write a letter and hand it to the messenger. Done by the worker."""

from collections.abc import Mapping
from uuid import UUID

import attrs

from askpro.application.billing.charge_event import charge_event
from askpro.domain.billing.meter import EMAIL
from askpro.domain.booking.appointment import Status
from askpro.domain.errors import Missing
from askpro.domain.ids import AppointmentId, CallId, OrganisationId
from askpro.domain.money import Money
from askpro.domain.notices.notice import Message, Occasion, Told
from askpro.domain.notices.template import (
    Subject,
    about_appointment,
    about_callback,
    about_wallet,
    alarm,
)
from askpro.domain.organisations.scope import Scope
from askpro.ports.clock import Clock, NewId
from askpro.ports.messenger import Messenger
from askpro.ports.storage import Storage, Work

ABOUT_WALLETS = frozenset({Occasion.LOW_BALANCE, Occasion.AUTO_TOP_UP_OFF})


@attrs.define
class NothingToSay(Missing):
    """What the notice was about is no longer there."""


@attrs.frozen
class DeliverNotice:
    """One queued occasion becomes one letter."""

    storage: Storage
    messenger: Messenger
    clock: Clock
    new_id: NewId

    def __call__(self, key: str, facts: Mapping[str, str]) -> None:
        """Send the letter unless it has left; a notice that is no longer true is dropped.

        Raises:
            Undeliverable: Refused for good.
            Unavailable: No answer; try again.
        """
        with self.storage.look(Scope.everything()) as work:
            if work.letters.sent(key):
                return
            message = _write(work, key, facts)
        if message is None:
            return
        self.messenger.send(message)
        with self.storage.begin(Scope.everything()) as work:
            work.letters.keep(
                Told(
                    key=key,
                    organisation_id=message.organisation_id,
                    recipient=message.recipient,
                    subject=message.subject,
                    sent_at=self.clock(),
                    appointment_id=_appointment_id(facts),
                )
            )
            if facts.get("reader") == "customer":
                charge_event(
                    work,
                    f"letter:{key}",
                    message.organisation_id,
                    EMAIL,
                    self.clock(),
                    self.new_id,
                )


def _write(work: Work, key: str, facts: Mapping[str, str]) -> Message | None:
    occasion = Occasion(facts["occasion"])
    recipient = facts["recipient"]
    if occasion is Occasion.ALERT:
        platform = work.organisations.platform()
        return alarm(facts["text"], platform.id, platform.language, key=key, recipient=recipient)
    if occasion is Occasion.CALLBACK:
        return _write_callback(work, key, facts)
    if occasion in ABOUT_WALLETS:
        return _write_about_wallet(work, occasion, key, facts)
    subject = _subject(work, facts)
    overtaken = subject.appointment.status is Status.CANCELLED
    if occasion is Occasion.CONFIRMED and overtaken:
        return None
    return about_appointment(
        subject, occasion, key=key, reader=facts["reader"], recipient=recipient
    )


def _subject(work: Work, facts: Mapping[str, str]) -> Subject:
    id = _appointment_id(facts)
    assert id is not None
    appointment = work.appointments.get(id)
    catalogue = work.catalogues.of(appointment.branch_id)
    service = catalogue.service(appointment.service_id)
    staff = catalogue.member(appointment.staff_id)
    if service is None or staff is None:
        raise NothingToSay
    return Subject(
        appointment=appointment,
        company=work.organisations.get(appointment.organisation_id),
        branch=work.branches.get(appointment.branch_id),
        service=service,
        staff=staff,
        customer=work.customers.get(appointment.customer_id),
    )


def _write_callback(work: Work, key: str, facts: Mapping[str, str]) -> Message:
    noted = work.callbacks.of_call(CallId(facts["call_id"]))
    callback = next((one for one in noted if str(one.id) == facts["callback_id"]), None)
    if callback is None:
        raise NothingToSay
    return about_callback(
        callback,
        work.organisations.get(callback.organisation_id),
        work.branches.get(callback.branch_id),
        key=key,
        recipient=facts["recipient"],
    )


def _write_about_wallet(
    work: Work, occasion: Occasion, key: str, facts: Mapping[str, str]
) -> Message:
    owner = work.organisations.get(OrganisationId(UUID(facts["owner_id"])))
    amounts = {
        name.removesuffix("_cents"): Money(int(number), owner.currency)
        for name, number in facts.items()
        if name.endswith("_cents")
    }
    return about_wallet(occasion, owner, amounts, key=key, recipient=facts["recipient"])


def _appointment_id(facts: Mapping[str, str]) -> AppointmentId | None:
    id = facts.get("appointment_id")
    return AppointmentId(UUID(id)) if id else None

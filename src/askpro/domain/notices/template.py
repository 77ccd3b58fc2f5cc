"""The words of a notice. Plain paragraphs; how they look is the adapter's affair."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

import attrs

from askpro.domain.booking.appointment import Appointment, Status
from askpro.domain.booking.callback import Callback
from askpro.domain.booking.customer import Customer
from askpro.domain.booking.service import Service, StaffMember
from askpro.domain.ids import OrganisationId
from askpro.domain.moment import local
from askpro.domain.money import Money
from askpro.domain.notices.notice import CalendarEvent, Message, Occasion
from askpro.domain.notices.words import WORDS
from askpro.domain.organisations.branch import Branch
from askpro.domain.organisations.organisation import Language, Organisation


@attrs.frozen
class Subject:
    """An appointment with everybody's names, as a letter needs them."""

    appointment: Appointment
    company: Organisation
    branch: Branch
    service: Service
    staff: StaffMember
    customer: Customer


def about_appointment(
    subject: Subject, occasion: Occasion, *, key: str, reader: str, recipient: str
) -> Message:
    """A letter to the ``customer`` or to the ``branch`` about a booking or its end."""
    words = WORDS[subject.company.language]
    facts = {
        "company": subject.company.name,
        "service": subject.service.name,
        "staff": subject.staff.name,
        "customer": subject.customer.name,
        "phone": subject.customer.phone or words["number_withheld"],
        "when": written_time(
            subject.appointment.during.start, subject.branch.zone, subject.company.language
        ),
        "place": str(subject.branch.address or subject.branch.name),
    }
    name = f"{occasion.value}_{reader}"
    return Message(
        key=key,
        organisation_id=subject.company.id,
        recipient=recipient,
        subject=words[f"{name}_subject"].format(**facts),
        text=words[f"{name}_text"].format(**facts),
        sender_name=subject.company.name,
        event=_event(subject, facts["place"]),
    )


def about_callback(
    callback: Callback, company: Organisation, branch: Branch, *, key: str, recipient: str
) -> Message:
    """A letter to the branch: who wants to be called, about what, until when."""
    words = WORDS[company.language]
    facts = {
        "name": callback.name,
        "phone": callback.phone or words["number_withheld"],
        "message": callback.message,
        "until": written_time(callback.due_at, branch.zone, company.language),
    }
    named = "callback" if callback.name else "callback_nameless"
    return Message(
        key=key,
        organisation_id=company.id,
        recipient=recipient,
        subject=words[f"{named}_subject"].format(**facts),
        text=words[f"{named}_text"].format(**facts),
        sender_name=company.name,
    )


def alarm(
    text: str, platform_id: OrganisationId, language: Language, *, key: str, recipient: str
) -> Message:
    """A letter to the operator; the text is already a sentence that says what to do."""
    return Message(
        key=key,
        organisation_id=platform_id,
        recipient=recipient,
        subject=WORDS[language]["alert_subject"],
        text=text,
        sender_name="askpro",
    )


def about_wallet(
    occasion: Occasion,
    owner: Organisation,
    amounts: Mapping[str, Money],
    *,
    key: str,
    recipient: str,
) -> Message:
    """A letter about an organisation's credit; ``amounts`` are those its words name."""
    words = WORDS[owner.language]
    mark = words["decimal_mark"]
    facts = {name: str(amount).replace(".", mark) for name, amount in amounts.items()}
    return Message(
        key=key,
        organisation_id=owner.id,
        recipient=recipient,
        subject=words[f"{occasion.value}_subject"].format(owner=owner.name, **facts),
        text=words[f"{occasion.value}_text"].format(owner=owner.name, **facts),
        sender_name="askpro",
    )


def written_time(at: datetime, zone: ZoneInfo, language: Language) -> str:
    """``Samstag, 21.11.2026, 14:30 Uhr``; ``Saturday, 21 November 2026, 14:30``."""
    wall = local(at, zone)
    words = WORDS[language]
    weekday = words["weekdays"].split()[wall.weekday()]
    month = words["months"].split()[wall.month - 1]
    return words["written_time"].format(weekday=weekday, month=month, at=wall)


def _event(subject: Subject, place: str) -> CalendarEvent:
    appointment = subject.appointment
    return CalendarEvent(
        uid=f"{appointment.id}@askpro",
        sequence=appointment.version - 1,
        during=appointment.during,
        title=f"{subject.service.name}, {subject.company.name}",
        place=place,
        cancelled=appointment.status is Status.CANCELLED,
    )

"""Who is told what: a notice names the occasion, a message is the finished words.

The message's id is made from the occasion, so that telling twice is telling once.
"""

from datetime import datetime
from enum import Enum

import attrs

from askpro.domain.ids import AppointmentId, OrganisationId
from askpro.domain.moment import Interval


class Occasion(Enum):
    """Why somebody is told something."""

    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    CALLBACK = "callback"
    ALERT = "alert"
    LOW_BALANCE = "low_balance"
    AUTO_TOP_UP_OFF = "auto_top_up_off"


@attrs.frozen
class CalendarEvent:
    """What a calendar program needs to enter or strike out the appointment."""

    uid: str
    sequence: int
    during: Interval
    title: str
    place: str
    cancelled: bool = False


@attrs.frozen
class Message:
    """Finished words for one recipient; ``key`` names it for ever.

    ``html`` is left to the adapter; ``text`` is plain, with paragraphs parted by an
    empty line.
    """

    key: str
    organisation_id: OrganisationId
    recipient: str
    subject: str
    text: str
    sender_name: str
    event: CalendarEvent | None = None


@attrs.frozen
class Told:
    """A message that has left, as the pages show it."""

    key: str
    organisation_id: OrganisationId
    recipient: str
    subject: str
    sent_at: datetime
    appointment_id: AppointmentId | None = None

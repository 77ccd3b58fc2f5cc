"""An appointment as an iCalendar file (RFC 5545, RFC 5546)."""

from datetime import UTC, datetime

from icalendar import Calendar, Event, vCalAddress

from askpro.domain.notices.notice import CalendarEvent


def method_of(event: CalendarEvent) -> str:
    return "CANCEL" if event.cancelled else "REQUEST"


def invitation(event: CalendarEvent, *, sender: str, recipient: str, at: datetime) -> bytes:
    """The file that enters the appointment, or strikes out the one with the same UID."""
    calendar = Calendar()
    calendar.add("prodid", "-//askpro//askpro//DE")
    calendar.add("version", "2.0")
    calendar.add("method", method_of(event))
    entry = Event()
    entry.add("uid", event.uid)
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", at.astimezone(UTC))
    entry.add("dtstart", event.during.start)
    entry.add("dtend", event.during.end)
    entry.add("summary", event.title)
    entry.add("location", event.place)
    entry.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    entry.add("organizer", vCalAddress(f"mailto:{sender}"))
    entry.add("attendee", vCalAddress(f"mailto:{recipient}"))
    calendar.add_component(entry)
    file: bytes = calendar.to_ical()
    return file

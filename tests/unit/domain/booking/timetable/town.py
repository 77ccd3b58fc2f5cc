"""People, bookings and questions to test timetables with: a week of June in Berlin."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from askpro.domain.booking.hours import WeeklyHours
from askpro.domain.booking.timetable.engagement import Buffers, Engagement, Kept
from askpro.domain.booking.timetable.limits import Limits
from askpro.domain.booking.timetable.plan import Plan, Question
from askpro.domain.booking.timetable.reach import Dates, Rolling, RollingBookable
from askpro.domain.booking.timetable.schedule import Schedule
from askpro.domain.booking.timetable.spans import Span
from askpro.domain.booking.timetable.team import FIXED, Host, Role
from askpro.domain.booking.timetable.timetable import Timetable
from askpro.domain.ids import ServiceId, StaffId

BERLIN = ZoneInfo("Europe/Berlin")
CUT, COLOUR = ServiceId(UUID(int=1)), ServiceId(UUID(int=2))
MIA, BEN, ZOE = (StaffId(UUID(int=number)) for number in (10, 11, 12))
NOW = datetime(2026, 6, 9, 7, 20, 30, tzinfo=UTC)
WEEK = WeeklyHours.parse("Mon-Fri 09:00-12:00, Mon-Fri 13:00-17:00")


def berlin(day: int, hour: int, minute: int = 0) -> datetime:
    """A wall time in June 2026."""
    return datetime(2026, 6, day, hour, minute, tzinfo=BERLIN).astimezone(UTC)


def from_to(day: int, hour: int, minutes: int) -> Span:
    start = berlin(day, hour)
    return start, start + timedelta(minutes=minutes)


DAYS = (berlin(8, 0), berlin(13, 0))
QUESTION = Question(DAYS, BERLIN)


def host(id: StaffId = MIA, role: Role = FIXED, outside: tuple[Span, ...] = ()) -> Host:
    return Host(id, Schedule(BERLIN, WEEK), outside, role)


def booked(
    during: Span, *staff: StaffId, service: ServiceId = CUT, key: str = "", seats: int = 1
) -> Engagement:
    return Engagement(key, service, staff or (MIA,), during, seats_taken=seats)


_moments = st.integers(0, 5 * 24 * 12).map(lambda step: DAYS[0] + timedelta(minutes=5 * step))
_spans = st.builds(
    lambda start, minutes: (start, start + timedelta(minutes=minutes)),
    _moments,
    st.integers(1, 200),
)
_minutes = st.sampled_from([0, 0, 5, 10, 30])
_staff = st.sampled_from([MIA, BEN, ZOE])
_roles = st.sampled_from([FIXED, Role(fixed=False), Role(fixed=False, group="b")])
_buffers = st.builds(Buffers.of_minutes, _minutes, _minutes)
_limits = st.builds(
    Limits, st.none() | st.integers(0, 3), st.none() | st.integers(0, 9), st.none(), st.none()
)
_minute_limits = st.builds(Limits, st.none() | st.integers(0, 400))
_reaches = (
    st.none()
    | st.builds(Rolling, st.integers(0, 4), st.booleans())
    | st.builds(RollingBookable, st.integers(1, 3), st.booleans())
    | st.just(Dates(date(2026, 6, 10), date(2026, 6, 11), BERLIN))
)
engagements = st.lists(
    st.builds(
        Engagement,
        st.sampled_from(["", "a", "b"]),
        st.sampled_from([CUT, COLOUR]),
        st.tuples(_staff) | st.just((MIA, BEN)),
        _spans,
        _buffers,
        requested=st.booleans(),
        requested_blocks=st.booleans(),
        seats_taken=st.integers(1, 3),
    ),
    max_size=8,
)
kepts = st.lists(
    st.builds(
        Kept,
        _spans,
        st.none() | _staff,
        st.sampled_from([None, NOW, NOW + timedelta(minutes=5)]),
        st.booleans(),
        st.booleans(),
    ),
    max_size=3,
)
plans = st.builds(
    Plan,
    st.just(CUT),
    st.sampled_from([15, 20, 45, 60, 90]),
    st.sampled_from([None, None, 8, 15, 30, 45]),
    st.sampled_from([0, 0, 0, 5]),
    st.booleans(),
    _buffers,
    st.sampled_from([0, 120, 1500]),
    st.sampled_from([None, None, 2]),
    st.just(Limits()) | _limits,
    st.just(Limits()) | _minute_limits,
    st.just(Limits()) | _limits,
    reach=_reaches,
    first_of_day_only=st.sampled_from([False, False, True]),
)
hosts = st.lists(_staff, min_size=1, unique=True).flatmap(
    lambda ids: st.tuples(
        *(
            st.builds(host, st.just(id), _roles, st.lists(_spans, max_size=3).map(tuple))
            for id in ids
        )
    )
)
questions = st.builds(
    Question,
    st.just(DAYS) | _spans,
    st.sampled_from([BERLIN, ZoneInfo("Asia/Kolkata"), ZoneInfo("America/New_York")]),
    st.none() | st.just(30),
    st.sampled_from([None, "a"]),
)
timetables = st.builds(Timetable, plans, hosts, st.just(NOW), questions, engagements, kepts)

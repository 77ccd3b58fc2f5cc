"""The quick way of the live call and the timetable grant the same starts to the same people.

Where starts follow each other by a part of an hour, a grid that begins anew in each
stretch is the fixed grid of the wall clock.
"""

from datetime import timedelta

import attrs
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.booking.bookability import Bookability, Taken
from askpro.domain.booking.hours import WeeklyHours
from askpro.domain.booking.service import Catalogue, Service, StaffMember
from askpro.domain.booking.timetable.branch import timetable_of
from askpro.domain.booking.timetable.plan import Question
from askpro.domain.ids import CallId
from askpro.domain.moment import Interval
from askpro.domain.organisations.policy import Policy
from tests.unit.domain.booking.salon import (
    BEN,
    BERLIN,
    CATALOGUE,
    COLOUR,
    CUT,
    MIA,
    THURSDAY_TEN,
    berlin,
)

CALL = CallId("call_1")
WEEK = Interval(berlin(19, 0), berlin(26, 0))
intervals = st.builds(
    lambda step, minutes: Interval(
        WEEK.start + timedelta(minutes=5 * step),
        WEEK.start + timedelta(minutes=5 * step + minutes),
    ),
    st.integers(0, 7 * 24 * 12),
    st.integers(1, 300),
)
takens = st.lists(
    st.builds(
        Taken,
        st.sampled_from([MIA.id, BEN.id]),
        intervals,
        st.sampled_from([None, CALL, CallId("call_2")]),
    ),
    max_size=12,
)
hours = st.sampled_from(
    ["Tue-Fri 09:00-18:00, Sat 09:00-14:00", "Mon-Sun 00:00-24:00", "Wed-Sat 10:10-14:25"]
).map(WeeklyHours.parse)
members = st.builds(
    lambda member, own, absences: attrs.evolve(member, hours=own, absences=tuple(absences)),
    st.sampled_from([MIA, BEN]),
    hours,
    st.lists(intervals, max_size=2),
)


def _id(member: StaffMember) -> int:
    return member.id.int


catalogues = st.builds(
    lambda opening, staff, closed, grid: Catalogue(
        opening,
        CATALOGUE.services,
        tuple(sorted(staff, key=_id)),
        Policy(slot_grid_minutes=grid),
        closed,
    ),
    hours,
    st.lists(members, max_size=2, unique_by=lambda member: member.id),
    st.frozensets(st.sampled_from([berlin(day, 12).date() for day in (20, 21, 22)])),
    st.sampled_from([5, 10, 15, 20, 30, 60]),
)
wishes = st.none() | st.sampled_from([MIA, BEN])


@given(catalogues, takens, st.sampled_from([CUT, COLOUR]), wishes)
def test_both_grant_the_same_starts_to_the_same_people(
    catalogue: Catalogue, taken: list[Taken], service: Service, wish: StaffMember | None
) -> None:
    staff = None if wish is None else catalogue.member(wish.id)
    book = Bookability(catalogue, BERLIN, THURSDAY_TEN, taken, CALL)
    question = Question((WEEK.start, WEEK.end), BERLIN)

    table = timetable_of(
        catalogue, service, question, THURSDAY_TEN, taken, zone=BERLIN, staff=staff, caller=CALL
    )

    # Whoever cannot do it is refused by the one and offers nothing with the other.
    able = staff is None or staff.can(service)
    slots = book.slots(service, WEEK, staff) if able else ()
    assert [(start, table.verify(start).host_ids) for start in table.offered] == [
        (slot.start, (slot.staff_id,)) for slot in slots if slot.during.end <= WEEK.end
    ]

"""The quick way of the live call and the timetable grant the same starts to the same people.

Where starts follow each other by a part of an hour, a grid that begins anew in each
stretch is the fixed grid of the wall clock.
"""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.booking.bookability import Bookability, Taken
from askpro.domain.booking.service import Service
from askpro.domain.booking.timetable.engagement import Buffers
from askpro.domain.booking.timetable.plan import Plan, Question
from askpro.domain.booking.timetable.schedule import Schedule
from askpro.domain.booking.timetable.team import Host, Role
from askpro.domain.booking.timetable.timetable import Timetable
from askpro.domain.moment import Interval
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

WEEK = Interval(berlin(19, 0), berlin(26, 0))
takens = st.lists(
    st.builds(
        lambda member, step, minutes: Taken(
            member.id,
            Interval(
                WEEK.start + timedelta(minutes=5 * step),
                WEEK.start + timedelta(minutes=5 * step + minutes),
            ),
        ),
        st.sampled_from([MIA, BEN]),
        st.integers(0, 7 * 24 * 12),
        st.integers(1, 300),
    ),
    max_size=12,
)


def timetable(service: Service, taken: list[Taken]) -> Timetable:
    rules = Bookability(CATALOGUE, BERLIN, THURSDAY_TEN).rules(service)
    return Timetable(
        Plan(
            service.id,
            service.length_minutes,
            rules.slot_grid_minutes,
            buffers=Buffers(*service.buffers),
            notice_minutes=rules.minimum_notice_minutes,
        ),
        [
            Host(
                member.id,
                Schedule(BERLIN, member.hours),
                tuple(
                    (each.during.start, each.during.end)
                    for each in taken
                    if each.staff_id == member.id
                ),
                Role(fixed=False),
            )
            for member in CATALOGUE.able(service)
        ],
        THURSDAY_TEN,
        Question((WEEK.start, WEEK.end), BERLIN),
    )


@given(takens, st.sampled_from([CUT, COLOUR]))
def test_both_offer_the_same_starts(taken: list[Taken], service: Service) -> None:
    book = Bookability(CATALOGUE, BERLIN, THURSDAY_TEN, taken)

    slots = list(book.slots(service, WEEK))

    assert [slot.start for slot in slots] == list(timetable(service, taken).offered)

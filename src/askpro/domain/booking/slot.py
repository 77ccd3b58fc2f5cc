"""A bookable interval, which only bookability can make."""

from datetime import datetime

import attrs

from askpro.domain.ids import ServiceId, StaffId
from askpro.domain.moment import Interval

VERIFIED = object()
"""Held by ``bookability`` alone: the mark that availability was really looked at."""


def _verified(_: object, __: object, proof: object) -> None:
    if proof is not VERIFIED:
        raise TypeError("a slot is made by bookability, never by hand")


@attrs.frozen
class Slot:
    """A service at a time with a staff member who was free when it was looked at."""

    service_id: ServiceId
    staff_id: StaffId
    during: Interval
    occupies: Interval
    proof: object = attrs.field(validator=_verified, repr=False, eq=False)

    @property
    def start(self) -> datetime:
        return self.during.start

"""A slot kept for one call for some minutes.

A hold does not block its owner, and becomes the appointment without a gap: the
appointment takes over the hold's identity and its place in the diary.
"""

from datetime import datetime, timedelta

import attrs

from askpro.domain.booking.slot import Slot
from askpro.domain.ids import CallId, HoldId, OrganisationId, ServiceId, StaffId
from askpro.domain.moment import Interval


@attrs.frozen
class Hold:
    """Who keeps what until when."""

    id: HoldId
    organisation_id: OrganisationId
    call_id: CallId
    service_id: ServiceId
    staff_id: StaffId
    during: Interval
    occupies: Interval
    expires_at: datetime

    def holds_at(self, now: datetime) -> bool:
        return now < self.expires_at


def hold(
    slot: Slot,
    *,
    id: HoldId,
    organisation_id: OrganisationId,
    call_id: CallId,
    now: datetime,
    minutes: int,
) -> Hold:
    return Hold(
        id=id,
        organisation_id=organisation_id,
        call_id=call_id,
        service_id=slot.service_id,
        staff_id=slot.staff_id,
        during=slot.during,
        occupies=slot.occupies,
        expires_at=now + timedelta(minutes=minutes),
    )

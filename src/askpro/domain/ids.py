"""Names for identities, so that a branch is never passed for a staff member.

All are UUIDs handed in from outside (version 7, so that they sort by age), except
the call: its identity is the string in the platform's signed envelope.
"""

from typing import NewType, TypeAlias
from uuid import UUID

OrganisationId = NewType("OrganisationId", UUID)
BranchId = NewType("BranchId", UUID)
ServiceId = NewType("ServiceId", UUID)
StaffId = NewType("StaffId", UUID)
RoomId = NewType("RoomId", UUID)
HostId: TypeAlias = StaffId | RoomId
"""Whoever or whatever an appointment keeps busy: a person, a room, a machine."""

CustomerId = NewType("CustomerId", UUID)
HoldId = NewType("HoldId", UUID)
AppointmentId = NewType("AppointmentId", UUID)
CallbackId = NewType("CallbackId", UUID)
CallId = NewType("CallId", str)
PriceRuleId = NewType("PriceRuleId", UUID)
PriceBookId = NewType("PriceBookId", UUID)
AgreementId = NewType("AgreementId", UUID)
ChargeId = NewType("ChargeId", UUID)
TransactionId = NewType("TransactionId", UUID)
LotId = NewType("LotId", UUID)
MessageId = NewType("MessageId", UUID)
JobId = NewType("JobId", UUID)

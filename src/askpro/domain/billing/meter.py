"""What is measured. A new meter is data: any lower-case name will do."""

from typing import NewType

Meter = NewType("Meter", str)

CALL_SECOND = Meter("call_second")
CALL = Meter("call")
APPOINTMENT = Meter("appointment")
SMS = Meter("sms")
EMAIL = Meter("email")
BASE_FEE = Meter("base_fee")

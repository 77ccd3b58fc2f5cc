"""What is measured. A new meter is data: any lower-case name will do."""

from typing import NewType

import attrs
from attrs.validators import ge

Meter = NewType("Meter", str)

CALL_SECOND = Meter("call_second")
CALL = Meter("call")
APPOINTMENT = Meter("appointment")
SMS = Meter("sms")
EMAIL = Meter("email")
BASE_FEE = Meter("base_fee")


UNNAMED = Meter("")
"""What somebody pays without saying for what: only bonus that is good for anything helps."""


@attrs.frozen
class Metered:
    """So many cents to be paid for one meter."""

    meter: Meter
    cents: int = attrs.field(validator=ge(0))

"""What must hold of money at any time, checked where it is kept.

Each check has one sentence for each fault. A fault names what is wrong by its key (a
call, a source key, an organisation), never a person.
"""

from datetime import timedelta
from enum import Enum

import attrs

UNDER_WAY = timedelta(hours=1)
"""What is younger may still be at work and is left alone."""
DAYS_WITHOUT_RATE = 3


class Check(Enum):
    """What is looked for; storage finds only what is wrong."""

    RESERVED = "reserved"
    """A wallet's reserved sum is that of its open reservations."""
    OVERDUE = "overdue"
    """No reservation is open long after its time."""
    UNBOOKED_CHARGE = "unbooked_charge"
    """A charge that costs something is booked under its own source key."""
    UNCHARGED_POSTING = "uncharged_posting"
    """What was booked for a call was charged for it."""
    REPEATED = "repeated"
    """A source key was booked once, and charged once for each meter."""
    SILENT_CALL = "silent_call"
    """An ended call is charged, or it was told why not."""
    SILENT_DEBT = "silent_debt"
    """Nothing is owed without an alert."""
    BASE = "base"
    """The base that charges are rated on is the sum of what counts."""
    WAITING_COST = "waiting_cost"
    """No vendor's cost waits for an exchange rate for days."""


@attrs.frozen
class Finding:
    """What is wrong: whose or what, what is stored, and what it should be."""

    subject: str
    stored: str = ""
    true: str = ""


SENTENCES = {
    Check.RESERVED: "the wallet of {subject} has {stored} cents reserved, its open reservations "
    "come to {true}",
    Check.OVERDUE: "the reservation of {subject} should have ended at {true} and is still open",
    Check.UNBOOKED_CHARGE: "the charge {subject} costs {stored} cents and is not booked under "
    "its source key",
    Check.UNCHARGED_POSTING: "{subject} was booked and nothing was charged for it",
    Check.REPEATED: "{subject} stands in the books {stored} times instead of once",
    Check.SILENT_CALL: "the call {subject} ended at {true} and was neither charged nor explained",
    Check.SILENT_DEBT: "{subject} owes {stored} cents and nobody was told",
    Check.BASE: "the base of agreement {subject} is kept as {stored} cents, what counts comes "
    "to {true}",
    Check.WAITING_COST: "the cost of {subject} has waited for an exchange rate since {true}",
}


def sentence(check: Check, finding: Finding) -> str:
    """One sentence about one fault.

    >>> sentence(Check.REPEATED, Finding("call:1", "2"))
    'call:1 stands in the books 2 times instead of once'
    """
    return SENTENCES[check].format(
        subject=finding.subject, stored=finding.stored, true=finding.true
    )

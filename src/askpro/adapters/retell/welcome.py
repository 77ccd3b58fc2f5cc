"""What the agent is told before it picks up. Dynamic variables are texts, all of them."""

import json
from datetime import datetime

from askpro.domain.moment import local
from askpro.domain.telephony.desk import Desk, Mode
from askpro.domain.telephony.spoken import say, spoken_day

MESSAGE_CALL_MS = 180_000
"""Whoever cannot pay gets a short call: time enough to leave a message."""

REJECT = b'{"call_inbound":{"reject":true}}'
"""Alone, because an invalid neighbour would void the rejection."""


def welcome(desk: Desk | None, now: datetime) -> bytes:
    """The answer to a ringing call; the organisation comes back with every later event."""
    if desk is None:
        return REJECT
    answer: dict[str, object] = {
        "dynamic_variables": _variables(desk, now),
        "metadata": {
            "organisation_id": str(desk.organisation_id),
            "branch_id": str(desk.branch.id),
        },
    }
    if desk.mode is Mode.TAKE_MESSAGE:
        answer["agent_override"] = {"agent": {"max_call_duration_ms": MESSAGE_CALL_MS}}
    return json.dumps({"call_inbound": answer}, ensure_ascii=False).encode()


def _variables(desk: Desk, now: datetime) -> dict[str, str]:
    wall = local(now, desk.zone)
    greeting = "greeting" if desk.mode is Mode.SERVE else "greeting_message_only"
    return {
        "company": desk.company,
        "branch": desk.branch.name,
        "greeting": say(greeting, desk.language, company=desk.company),
        "language": desk.language.value,
        "mode": desk.mode.value,
        "today": spoken_day(wall.date(), wall.date(), desk.language),
        "date": f"{wall:%Y-%m-%d}",
        "time": f"{wall:%H:%M}",
        "time_zone": desk.zone.key,
        "caller_known": "false" if desk.caller is None else "true",
    }

"""The platform's messages about one call, field by field as it sends them."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import attrs

from askpro.entrypoints.cli.simulator.line import millis
from askpro.entrypoints.cli.simulator.record import Record

AGENT = {"agent_id": "agent_simulated", "agent_version": 1, "agent_name": "Simulated reception"}
WITHHELD = "anonymous"
_CENTS_A_SECOND = {
    "elevenlabs_tts": 0.1166667,
    "gpt_4_1": 0.075,
    "retell_platform": 0.0916667,
}

Message = dict[str, object]


@attrs.frozen
class Facts:
    """What stays the same for the whole call. ``caller`` is None where it is withheld."""

    call_id: str
    to: str
    caller: str | None
    started_at: datetime

    @property
    def from_number(self) -> str:
        return self.caller or WITHHELD


def ring(facts: Facts) -> Message:
    """The question what to do with a call that rings."""
    return {
        "event": "call_inbound",
        "event_timestamp": millis(facts.started_at),
        "call_inbound": {
            "call_id": facts.call_id,
            "agent_id": AGENT["agent_id"],
            "agent_version": AGENT["agent_version"],
            "from_number": facts.from_number,
            "to_number": facts.to,
        },
    }


def started(facts: Facts, welcome: Mapping[str, object]) -> Message:
    return {"event": "call_started", "call": _ongoing(facts, welcome)}


def function_call(
    facts: Facts,
    welcome: Mapping[str, object],
    record: Record,
    name: str,
    arguments: Mapping[str, str],
) -> Message:
    """A wish of the agent with the call so far."""
    return {
        "name": name,
        "args": dict(arguments),
        "call": _ongoing(facts, welcome) | _transcripts(record),
    }


def ended(
    facts: Facts, welcome: Mapping[str, object], record: Record, length_ms: int, reason: str
) -> Message:
    call = _ongoing(facts, welcome) | _transcripts(record)
    call |= {
        "call_status": "ended",
        "end_timestamp": millis(facts.started_at + timedelta(milliseconds=length_ms)),
        "duration_ms": length_ms,
        "disconnection_reason": reason,
        "call_cost": call_cost(length_ms),
        "collected_dynamic_variables": {},
    }
    return {"event": "call_ended", "call": call}


def analysed(
    facts: Facts,
    welcome: Mapping[str, object],
    record: Record,
    length_ms: int,
    reason: str,
    summary: str,
    successful: bool,
) -> Message:
    """The last event: all of ``call_ended`` and what the platform makes of the talk."""
    call = ended(facts, welcome, record, length_ms, reason)["call"]
    assert isinstance(call, dict)
    analysis = {
        "call_summary": summary,
        "in_voicemail": False,
        "user_sentiment": "Neutral",
        "call_successful": successful,
        "custom_analysis_data": {},
    }
    return {"event": "call_analyzed", "call": call | {"call_analysis": analysis}}


def call_cost(length_ms: int) -> Message:
    """US cents with fractions, prices per second, as in the vendor's bill of a call."""
    seconds = length_ms / 1000
    costs = {product: round(price * seconds, 4) for product, price in _CENTS_A_SECOND.items()}
    return {
        "product_costs": [
            {"product": product, "unit_price": _CENTS_A_SECOND[product], "cost": cost}
            for product, cost in costs.items()
        ],
        "total_duration_seconds": seconds,
        "total_duration_unit_price": round(sum(_CENTS_A_SECOND.values()), 7),
        "combined_cost": round(sum(costs.values()), 4),
    }


def _ongoing(facts: Facts, welcome: Mapping[str, object]) -> Message:
    return {
        "call_type": "phone_call",
        "call_id": facts.call_id,
        **AGENT,
        "agent_tag": "simulated",
        "direction": "inbound",
        "from_number": facts.from_number,
        "to_number": facts.to,
        "metadata": welcome.get("metadata") or {},
        "retell_llm_dynamic_variables": welcome.get("dynamic_variables") or {},
        "custom_sip_headers": {},
        "data_storage_setting": "everything",
        "opt_in_signed_url": False,
        "start_timestamp": millis(facts.started_at),
        "telephony_identifier": {"twilio_call_sid": "CA00000000000000000000000000000000"},
        "call_status": "ongoing",
    }


def _transcripts(record: Record) -> Message:
    return {
        "transcript": record.transcript,
        "transcript_object": record.spoken,
        "transcript_with_tool_calls": list(record.entries),
    }

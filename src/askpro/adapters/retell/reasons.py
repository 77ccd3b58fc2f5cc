"""Why a call ended, as the vendor names it today; new and retired names are "other"."""

OTHER = "other"

_KNOWN = frozenset(
    {
        "user_hangup",
        "agent_hangup",
        "call_transfer",
        "voicemail_reached",
        "ivr_reached",
        "inactivity",
        "max_duration_reached",
        "concurrency_limit_reached",
        "no_concurrency_fallback",
        "no_valid_payment",
        "credit_exhausted",
        "budget_reached",
        "scam_detected",
        "dial_busy",
        "dial_failed",
        "dial_no_answer",
        "invalid_destination",
        "telephony_provider_permission_denied",
        "telephony_provider_unavailable",
        "sip_routing_error",
        "network_blocked",
        "marked_as_spam",
        "user_declined",
        "user_requested_dnc",
        "user_requested_callback",
        "error_llm_websocket_open",
        "error_llm_websocket_lost_connection",
        "error_llm_websocket_runtime",
        "error_llm_websocket_corrupt_payload",
        "error_no_audio_received",
        "error_asr",
        "error_retell",
        "error_unknown",
        "error_user_not_joined",
        "registered_call_timeout",
        "transfer_bridged",
        "transfer_cancelled",
        "manual_stopped",
        "call_take_over",
    }
)


def known_reason(told: str) -> str:
    """The vendor's word where we know it."""
    return told if told in _KNOWN else OTHER

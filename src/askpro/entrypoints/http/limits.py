"""Everything is bounded: bodies before they are parsed, threads, and a ringing caller's wait."""

EVENT_BYTES = 4 * 1024 * 1024
"""A two-hour call with words and timings stays below; five megabytes do not pass."""

LIVE_BYTES = 256 * 1024
"""Questions during a call carry the transcript so far."""

API_BYTES = 64 * 1024

BATCH_BYTES = 1024 * 1024
"""A thousand usages with the longest ids stay below."""

HEAD_BYTES = 64 * 1024
"""Request line and headers; ours and the platform's stay below two kilobytes."""

THREADS = 40
"""Requests worked on at once; a slow vendor or database holds one each."""

RING_SECONDS = 6.0
"""A caller hears ringing meanwhile; then the number's own agent answers."""

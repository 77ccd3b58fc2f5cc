"""Retell AI: the platform that speaks with callers.

One key does it all: it signs what reaches us and opens the API. Without it every message
is refused and every question answered ``NotConfigured``.
"""

from askpro.adapters.retell.voice import RetellVoice

__all__ = ["RetellVoice"]

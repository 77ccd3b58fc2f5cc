"""Whether the service can do its work now."""

from collections.abc import Callable, Sequence

Readiness = Callable[[], Sequence[str]]
"""A sentence for everything of our own that is in the way; empty when nothing is.

What others do not answer (calendar, telephone, payments) is never in the way.
"""

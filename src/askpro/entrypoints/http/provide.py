"""The bridge from the container to handlers."""

from collections.abc import Callable
from typing import Any

from litestar import Request
from litestar.di import Provide


def from_container(provider: Callable[[], object]) -> Provide:
    """What the provider gives, asked anew for each request, so that overriding works."""
    return Provide(lambda: provider(), sync_to_thread=False)  # noqa: PLW0108 - Litestar refuses a provider object


def from_request(read: Callable[[Request[Any, Any, Any]], object]) -> Provide:
    """What a guard has left with the request."""
    return Provide(read, sync_to_thread=False)

"""Time and identity from outside; ``lambda: NOON`` is the whole fake."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

Clock = Callable[[], datetime]
"""The present instant, aware and in UTC."""

NewId = Callable[[], UUID]
"""An identity nobody has had; later ones sort after earlier ones."""

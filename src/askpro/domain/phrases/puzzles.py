"""Why a phrase yields no moment; raised inside this room and answered at its door."""

import attrs


@attrs.define
class NoSuchMomentError(Exception):
    """No calendar or clock shows it."""


@attrs.define
class NotUnderstoodError(Exception):
    """The pieces do not fit together."""

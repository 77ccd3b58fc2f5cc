"""One field of a JSON object, or ``NotUnderstood`` with its name. Absent and null are alike.

Numbers with a fraction are decimals from the start, so no cost ever was a float.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import ROUND_CEILING, Decimal, InvalidOperation
from typing import NoReturn

from askpro.ports.voice import NotUnderstood

Fields = Mapping[str, object]

LONGEST_TEXT = 1_000_000
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_MS = 4_102_444_800_000  # the year 2100
_LARGEST_COST = Decimal(10**9)
_FINEST = Decimal("1e-8")


def decode(body: bytes) -> Fields:
    """The JSON object in the bytes."""
    try:
        message = json.loads(body, parse_float=_decimal, parse_constant=_no_number)
    except (ValueError, RecursionError, InvalidOperation) as error:
        raise NotUnderstood("body") from error
    if not isinstance(message, dict):
        raise NotUnderstood("body")
    return message


def object_in(fields: Fields, name: str) -> Fields | None:
    value = fields.get(name)
    if value is None or isinstance(value, dict):
        return value
    raise NotUnderstood(name)


def text_in(fields: Fields, name: str) -> str | None:
    """The text without what no database keeps: NUL and halves of surrogate pairs."""
    value = fields.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise NotUnderstood(name)
    return _UNSTORABLE.sub("", value)[:LONGEST_TEXT]


def flag_in(fields: Fields, name: str) -> bool | None:
    value = fields.get(name)
    if value is None or isinstance(value, bool):
        return value
    raise NotUnderstood(name)


def millis_in(fields: Fields, name: str, most: int = _LAST_MS) -> int | None:
    """Whole milliseconds, begun ones counted, from 0 to ``most``."""
    value = _number_in(fields, name)
    if value is None:
        return None
    if not 0 <= value <= most:
        raise NotUnderstood(name)
    return int(value.to_integral_value(ROUND_CEILING))


def instant_in(fields: Fields, name: str) -> datetime | None:
    millis = millis_in(fields, name)
    return None if millis is None else _EPOCH + timedelta(milliseconds=millis)


def cost_in(fields: Fields, name: str) -> Decimal | None:
    """US cents with at most eight places; none are negative and none are absurd."""
    value = _number_in(fields, name)
    if value is None:
        return None
    if not 0 <= value <= _LARGEST_COST:
        raise NotUnderstood(name)
    return value if value == value.quantize(_FINEST) else value.quantize(_FINEST)


def _number_in(fields: Fields, name: str) -> Decimal | None:
    value = fields.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise NotUnderstood(name)
    return Decimal(value)


def _decimal(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError(text)
    return number


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)

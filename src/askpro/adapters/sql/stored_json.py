"""What is stored as JSON: one converter, strict both ways.

A field nobody knows raises, and so does a number in a string, a truth value where a
number belongs, or a float anywhere: what was stored comes back equal or not at all.
"""

import json
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from cattrs import Converter
from cattrs.gen import make_dict_unstructure_fn, override
from cattrs.strategies import configure_tagged_union

from askpro.domain.billing.price import Allowance, AnyModel, Priced
from askpro.domain.billing.rating import Share
from askpro.domain.moment import utc

T = TypeVar("T")


def dumped(value: object, kind: Any) -> str:
    """The value as JSON; ``kind`` is its type, such as ``tuple[Change, ...]``."""
    plain = _CONVERTER.unstructure(value, kind)
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def loaded(text: str, kind: type[T]) -> T:
    """The value of a type from its JSON.

    Raises:
        cattrs.errors.BaseValidationError, ValueError, TypeError: It is not one.
    """
    return _CONVERTER.structure(json.loads(text), kind)


@lru_cache(maxsize=4096)
def remembered(text: str, kind: type[T]) -> T:
    """As ``loaded``, for what never changes and is read time and again: equal texts give
    one and the same value."""
    return loaded(text, kind)


def _strict(kind: type[T]) -> Callable[[object, object], T]:
    """Take a JSON value only if it is of this very type; bool is no int."""

    def take(value: object, _: object) -> T:
        if type(value) is not kind:
            raise TypeError(f"{value!r} is not of type {kind.__name__}")
        return value

    return take


def _read(parse: Callable[[str], T]) -> Callable[[object, object], T]:
    """Parse a JSON string, and nothing but a string."""

    def take(value: object, _: object) -> T:
        if type(value) is not str:
            raise TypeError(f"{value!r} is not a string")
        return parse(value)

    return take


def _instant(text: str) -> datetime:
    return utc(datetime.fromisoformat(text))


def _written_instant(moment: datetime) -> str:
    return utc(moment).isoformat()


def _make_converter() -> Converter:
    converter = Converter(forbid_extra_keys=True, detailed_validation=False)
    for plain in (int, bool, str):
        converter.register_structure_hook(plain, _strict(plain))
    converter.register_structure_hook(Decimal, _read(Decimal))
    converter.register_structure_hook(UUID, _read(UUID))
    converter.register_structure_hook(ZoneInfo, _read(ZoneInfo))
    converter.register_structure_hook(datetime, _read(_instant))
    converter.register_structure_hook(date, _read(date.fromisoformat))
    converter.register_structure_hook(time, _read(time.fromisoformat))
    for written_plain in (Decimal, UUID, ZoneInfo):
        converter.register_unstructure_hook(written_plain, str)
    converter.register_unstructure_hook(datetime, _written_instant)
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_unstructure_hook(time, time.isoformat)
    converter.register_unstructure_hook_func(_is_frozenset, _sorted_ids)
    for models in (Priced, Priced | Allowance, AnyModel):  # the inner ones first
        configure_tagged_union(models, converter, tag_name="model")
    # Nearly no charge has parts, and every charge has shares.
    parts = override(omit_if_default=True)
    converter.register_unstructure_hook(
        Share, make_dict_unstructure_fn(Share, converter, parts=parts)
    )
    return converter


def _is_frozenset(kind: Any) -> bool:
    return getattr(kind, "__origin__", kind) is frozenset


def _sorted_ids(values: frozenset[object]) -> list[str]:
    """A set of ids in one order, so that equal sets are stored alike."""
    return sorted(str(value) for value in values)


_CONVERTER = _make_converter()

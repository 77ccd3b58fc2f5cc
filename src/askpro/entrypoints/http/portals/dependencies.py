"""How handlers name what they are given."""

from typing import TypeAlias

from litestar.di import NamedDependency
from litestar.params import FromQuery, SkipValidation

from askpro.entrypoints.http.portals.portal import Portal, Seat

ThePortal: TypeAlias = NamedDependency[SkipValidation[Portal]]
TheSeat: TypeAlias = NamedDependency[SkipValidation[Seat]]
After: TypeAlias = FromQuery[str | None]
"""The cursor a page of a list ended with."""

PER_PAGE = 25

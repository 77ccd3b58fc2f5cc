"""One tree: the platform at its root, resellers at any depth, companies as its leaves."""

from datetime import datetime
from enum import Enum

import attrs

from askpro.domain.errors import Refused
from askpro.domain.ids import OrganisationId
from askpro.domain.moment import utc
from askpro.domain.money import Currency


class Kind(Enum):
    """What an organisation is in the tree."""

    PLATFORM = "platform"
    RESELLER = "reseller"
    COMPANY = "company"


class Language(Enum):
    """Languages askpro speaks and writes, named as in ISO 639-1."""

    GERMAN = "de"
    ENGLISH = "en"


@attrs.define
class NoSuchPlace(Refused):
    """An organisation can only stand below the platform or a reseller."""

    kind: Kind
    below: Kind | None


@attrs.frozen
class Organisation:
    """A node of the tree; ``path`` leads from the root to it, itself included.

    ``opened_at`` is when it came; it owes nothing for a month's days before. None: it has
    been there since before the books were.
    """

    id: OrganisationId
    kind: Kind
    name: str
    path: tuple[OrganisationId, ...]
    active: bool = True
    language: Language = Language.GERMAN
    currency: Currency = Currency.EUR
    email: str | None = None
    opened_at: datetime | None = attrs.field(default=None, converter=attrs.converters.optional(utc))

    def __attrs_post_init__(self) -> None:
        assert self.path[-1] == self.id, "a path ends with its organisation"
        assert (len(self.path) == 1) == (self.kind is Kind.PLATFORM), "the platform is the root"

    @property
    def parent_id(self) -> OrganisationId | None:
        return self.path[-2] if len(self.path) > 1 else None

    @property
    def depth(self) -> int:
        return len(self.path)

    def contains(self, other: "Organisation") -> bool:
        """Whether the other stands in this one's subtree; each contains itself."""
        return self.id in other.path


def platform(id: OrganisationId, name: str, email: str | None = None) -> Organisation:
    """The single root."""
    return Organisation(id=id, kind=Kind.PLATFORM, name=name, path=(id,), email=email)


def below(
    parent: Organisation,
    id: OrganisationId,
    kind: Kind,
    name: str,
    email: str | None = None,
    language: Language | None = None,
    opened_at: datetime | None = None,
) -> Organisation:
    """A new child of the parent, in its currency, and in its language unless another is named.

    Raises:
        NoSuchPlace: Below a company nothing stands, and the platform is the root.
    """
    if parent.kind is Kind.COMPANY or kind is Kind.PLATFORM:
        raise NoSuchPlace(kind, parent.kind)
    return Organisation(
        id=id,
        kind=kind,
        name=name,
        path=(*parent.path, id),
        language=language or parent.language,
        currency=parent.currency,
        email=email,
        opened_at=opened_at,
    )

"""Every refusal has one answer over HTTP, and the answer is a problem."""

from datetime import UTC, datetime
from enum import Enum
from typing import Any
from uuid import UUID

import attrs
import msgspec
import pytest
from litestar.testing import RequestFactory

from askpro.domain.billing.publishing import EmptyBook, NotPublishable
from askpro.domain.booking.bookability import TooSoon
from askpro.domain.errors import (
    Missing,
    NotConfigured,
    Refused,
    Unavailable,
    WorldError,
)
from askpro.domain.ids import OrganisationId
from askpro.domain.money import Currency, Money
from askpro.domain.organisations.organisation import Kind
from askpro.entrypoints.http.problems import (
    DISCREET,
    STATUS,
    Malformed,
    Mistake,
    answer_world_error,
    status_of,
)
from tests.unit.entrypoints.leaves import leaves

REQUEST = RequestFactory().get("/")
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SAMPLES: dict[str, object] = {
    "organisation_id": OrganisationId(UUID(int=7)),
    "seller_id": OrganisationId(UUID(int=8)),
    "needed": Money(1),
    "loss": Money(1),
    "mistakes": (Mistake("a", "b"),),
}

SAMPLES_OF: dict[type[WorldError], dict[str, object]] = {
    NotPublishable: {"mistakes": (EmptyBook("2027"),)}
}


def made(kind: type[WorldError]) -> WorldError:
    """One of this leaf, with any facts; fields are not checked by errors."""
    samples = {**SAMPLES, **SAMPLES_OF.get(kind, {})}
    facts = {field.name: samples.get(field.name, "x") for field in attrs.fields(kind)}
    return kind(**facts)


def told(error: WorldError) -> tuple[int, dict[str, Any], dict[str, str]]:
    response = answer_world_error(REQUEST, error)
    body: dict[str, Any] = msgspec.json.decode(response.content)
    return response.status_code or 0, body, dict(response.headers)


def test_there_are_leaves_to_look_at() -> None:
    names = {leaf.__name__ for leaf in leaves()}

    assert {"SlotTaken", "KeyRefused", "NamesNoCall", "NoSuchCall", "NotConfigured"} <= names
    assert len(names) > 40


@pytest.mark.parametrize("leaf", leaves(), ids=lambda leaf: leaf.__name__)
def test_every_leaf_has_exactly_one_answer(leaf: type[WorldError]) -> None:
    status, body, _ = told(made(leaf))

    assert status == status_of(made(leaf)) == body["status"]
    assert 400 <= status < 600
    assert body["code"] == made(leaf).code
    assert body["title"], f"{leaf.__name__} says nothing"


@pytest.mark.parametrize("leaf", leaves(), ids=lambda leaf: leaf.__name__)
def test_no_leaf_belongs_to_two_families(leaf: type[WorldError]) -> None:
    families = [family for family in (Refused, Missing, Unavailable) if issubclass(leaf, family)]

    assert len(families) == 1


def test_no_two_leaves_share_a_code() -> None:
    codes = [made(leaf).code for leaf in leaves()]

    assert sorted(codes) == sorted(set(codes))


def test_every_row_of_the_table_is_of_a_family_or_a_leaf() -> None:
    assert set(STATUS) <= {Refused, Missing, Unavailable, *leaves()}


@pytest.mark.parametrize(("family", "status"), [(Refused, 409), (Missing, 404), (Unavailable, 503)])
def test_a_family_has_its_answer(family: type[WorldError], status: int) -> None:
    assert status_of(family()) == status


def test_the_facts_stand_beside_the_code() -> None:
    status, body, _ = told(TooSoon(wanted=NOON, earliest=NOON))

    assert status == 409
    assert body["earliest"] == "2026-11-23T12:00:00+00:00"
    assert body["code"] == "too_soon"


def test_facts_of_any_kind_are_written_plainly() -> None:
    @attrs.define
    class Odd(Refused):
        """It is odd."""

        some_money: Money
        some_kind: Enum
        some_ids: tuple[UUID, ...]

    _, body, _ = told(Odd(Money(5, Currency.CHF), Kind.COMPANY, (UUID(int=1),)))

    assert body["someMoney"] == {"cents": 5, "currency": "CHF"}
    assert body["someKind"] == "company"
    assert body["someIds"] == [str(UUID(int=1))]


def test_what_is_not_configured_says_so() -> None:
    status, body, _ = told(NotConfigured("retell_api_key"))

    assert (status, body["code"], body["setting"]) == (503, "not_configured", "retell_api_key")


def test_what_is_unavailable_says_when_to_try_again() -> None:
    _, _, headers = told(Unavailable())

    assert headers["Retry-After"] == "5"


@pytest.mark.parametrize("leaf", DISCREET, ids=lambda leaf: leaf.__name__)
def test_another_tiers_money_is_not_told(leaf: type[WorldError]) -> None:
    _, body, _ = told(made(leaf))

    assert set(body) == {"type", "title", "status", "code"}


def test_all_mistakes_are_listed() -> None:
    _, body, _ = told(Malformed((Mistake("a", "missing"), Mistake("b", "too long"))))

    assert body["errors"] == [
        {"where": "a", "what": "missing"},
        {"where": "b", "what": "too long"},
    ]

"""What is stored as JSON comes back equal, or not at all."""

import json
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID

import pytest
from cattrs.errors import ForbiddenExtraKeysError
from hypothesis import given
from hypothesis import strategies as st

from askpro.adapters.sql.stored_json import dumped, loaded
from askpro.domain.billing.commission import Agreement, Band, Base
from askpro.domain.billing.price import AnyModel, Flat, PerSecond, PerUnit
from askpro.domain.billing.rating import Earned, Share
from askpro.domain.billing.terms import Edge
from askpro.domain.billing.used import Used
from askpro.domain.booking.appointment import Change, Status
from askpro.domain.booking.hours import Opening, WeeklyHours
from askpro.domain.ids import AgreementId, OrganisationId, PriceRuleId
from askpro.domain.money import Currency, Money, Price
from askpro.domain.organisations.actor import Actor, ActorKind
from askpro.domain.organisations.policy import Policy
from askpro.domain.telephony.desk import Desk
from askpro.testing.billing_strategies.prices import any_models, one_of_each
from tests.unit.adapters.sql import things

money = st.builds(Money, st.integers(-(10**15), 10**15), st.sampled_from(Currency))
organisations = st.uuids().map(OrganisationId)
agreements = st.builds(
    Agreement,
    st.uuids().map(AgreementId),
    st.lists(st.integers(1, 10**9), unique=True, max_size=3).map(
        lambda more: tuple(Band(start, 250_000) for start in [0, *sorted(more)])
    ),
    st.sampled_from(Base),
)
earned = st.builds(
    Earned, st.uuids().map(AgreementId), st.integers(-999, 999), st.integers(0, 999), money
)
shares = st.builds(
    Share,
    organisations,
    organisations,
    money,
    st.none() | st.uuids().map(PriceRuleId),
    st.none() | st.integers(1, 99),
    st.none() | st.integers(0, 10**6),
    st.none() | earned,
    st.booleans(),
    st.none() | st.sampled_from(Edge),
    st.none() | st.builds(Used, st.integers(0, 10**9), st.integers(0, 10**9)),
)
moments = st.datetimes(timezones=st.just(UTC))
actors = st.builds(Actor, st.sampled_from(ActorKind), st.text(), st.none() | organisations)
changes = st.builds(
    Change,
    moments,
    actors,
    st.none() | st.sampled_from(Status),
    st.sampled_from(Status),
    st.text(),
)
openings = st.builds(Opening, st.integers(0, 6), st.just(time(8, 30)), st.just(time.min))
ANY_MODEL: Any = AnyModel


@given(any_models())
def test_price_models(model: AnyModel) -> None:
    assert loaded(dumped(model, AnyModel), ANY_MODEL) == model


@pytest.mark.parametrize("model", one_of_each(), ids=lambda model: type(model).__name__)
def test_each_price_model(model: AnyModel) -> None:
    assert loaded(dumped(model, AnyModel), ANY_MODEL) == model


def test_prices_stored_before_connect_fees_and_units_in_thousands_are_still_read() -> None:
    price = '"price":{"millionths":5,"currency":"EUR"}'
    minute = '"price_per_minute":{"millionths":5,"currency":"EUR"}'
    steps = '"increment_seconds":6,"minimum_seconds":30'

    unit = loaded('{"model":"PerUnit",' + price + "}", ANY_MODEL)
    second = loaded('{"model":"PerSecond",' + minute + "," + steps + "}", ANY_MODEL)

    assert unit == PerUnit(Price(5))
    assert second == PerSecond(Price(5), 6, 30)


@given(agreements)
def test_agreements(agreement: Agreement) -> None:
    assert loaded(dumped(agreement, Agreement), Agreement) == agreement


@given(st.lists(shares).map(tuple))
def test_shares(shares: tuple[Share, ...]) -> None:
    assert loaded(dumped(shares, tuple[Share, ...]), tuple[Share, ...]) == shares


@given(st.lists(changes).map(tuple))
def test_changes(changes: tuple[Change, ...]) -> None:
    assert loaded(dumped(changes, tuple[Change, ...]), tuple[Change, ...]) == changes


@given(st.lists(openings).map(tuple).map(WeeklyHours))
def test_hours(hours: WeeklyHours) -> None:
    assert loaded(dumped(hours, WeeklyHours), WeeklyHours) == hours


def test_a_whole_desk() -> None:
    desk = things.a_desk()

    assert loaded(dumped(desk, Desk), Desk) == desk
    assert isinstance(loaded(dumped(desk, Desk), Desk).chain.links[1].rules[0].model, Flat)


def test_equal_sets_are_stored_alike() -> None:
    ids = [UUID(int=n) for n in range(20)]

    stored = {dumped(frozenset(order), frozenset[UUID]) for order in (ids, ids[::-1])}
    assert len(stored) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("hold_minutes", "5"),
        ("hold_minutes", 5.0),
        ("hold_minutes", True),
        ("unknown", 1),
    ],
)
def test_what_is_not_meant_is_refused(field: str, value: object) -> None:
    plain = json.loads(dumped(Policy(hold_minutes=5), Policy))

    with pytest.raises((TypeError, ForbiddenExtraKeysError)):
        loaded(json.dumps({**plain, field: value}), Policy)


def test_a_naive_instant_is_refused_both_ways() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        dumped(datetime(2026, 1, 1), datetime)  # noqa: DTZ001 - that is the point
    with pytest.raises(ValueError, match="no time zone"):
        loaded('"2026-01-01T00:00:00"', datetime)

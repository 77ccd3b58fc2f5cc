"""Every price goes out as it came in, and nothing is read leniently."""

import msgspec
import pytest
from hypothesis import given

from askpro.domain.billing.price import AnyModel, PerSecond
from askpro.domain.money import Currency, Price
from askpro.entrypoints.price_conversion import model_of, shape_of_model
from askpro.entrypoints.price_wire import AnyPrice, NotAPriceModel
from askpro.testing.billing_strategies.prices import any_models, one_of_each


def read(text: str) -> AnyModel:
    shape: AnyPrice = msgspec.json.decode(text, type=AnyPrice)
    return model_of(shape, Currency.EUR)


def written(model: AnyModel) -> str:
    return msgspec.json.encode(shape_of_model(model)).decode()


@pytest.mark.parametrize("model", one_of_each(), ids=lambda model: type(model).__name__)
def test_every_kind_of_price_comes_back_equal(model: AnyModel) -> None:
    assert read(written(model)) == model


@given(any_models())
def test_any_price_comes_back_equal(model: AnyModel) -> None:
    assert read(written(model)) == model


def test_a_price_is_written_with_its_model_and_decimals_in_strings() -> None:
    model = PerSecond(Price.parse("0.4"), 6)

    assert written(model) == '{"model":"per_second","pricePerMinute":"0.40","incrementSeconds":6}'


@pytest.mark.parametrize(
    "text",
    [
        '{"model":"per_unit","price":0.4}',
        '{"model":"per_unit","price":"0,40"}',
        '{"model":"per_unit","price":"1e3"}',
        '{"model":"per_unit","price":"-1"}',
        '{"model":"per_unit","price":"0.4000001"}',
        '{"model":"per_unit","price":"1","per":"60"}',
        '{"model":"per_unit","price":"1","colour":"red"}',
        '{"model":"per_moon","price":"1"}',
        '{"price":"1"}',
        '{"model":"allowance","free":1,"inner":{"model":"allowance","free":1}}',
        '{"model":"graduated","tiers":[]}',
    ],
)
def test_what_is_not_written_so_is_not_read(text: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        read(text)


@pytest.mark.parametrize(
    "text",
    [
        '{"model":"graduated","tiers":[{"upTo":10,"price":"1"}]}',
        '{"model":"timed_per_unit","price":"1","zone":"Europe/Nowhere","bands":[]}',
        '{"model":"timed_per_unit","price":"1","zone":"../passwd","bands":[]}',
        '{"model":"graduated","tiers":[{"upTo":9,"price":"1"},{"upTo":9,"price":"1"}]}',
    ],
)
def test_what_does_not_fit_together_is_refused_with_its_reason(text: str) -> None:
    with pytest.raises(NotAPriceModel) as refused:
        read(text)

    assert refused.value.why

"""A house for every test of the whole."""

from collections.abc import Iterator

import pytest

from tests.system.house import House, open_house


@pytest.fixture
def house() -> Iterator[House]:
    with open_house() as house:
        yield house

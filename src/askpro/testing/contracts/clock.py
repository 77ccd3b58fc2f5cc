"""What every clock and every source of identities must do."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, timedelta

import pytest

from askpro.ports.clock import Clock, NewId


class ClockContract:
    """Fill ``clock`` and ``new_id``."""

    @pytest.fixture
    def clock(self) -> Clock:
        """A clock; the subclass makes it."""
        raise NotImplementedError

    @pytest.fixture
    def new_id(self) -> NewId:
        """A source of identities; the subclass makes it."""
        raise NotImplementedError

    def test_the_present_instant_is_aware_and_in_utc(self, clock: Clock) -> None:
        now = clock()

        assert now.tzinfo is UTC
        assert now.utcoffset() == timedelta(0)

    def test_later_ids_sort_after_earlier_ones(self, new_id: NewId) -> None:
        ids = [new_id() for _ in range(1000)]

        assert ids == sorted(ids)

    def test_nobody_had_an_id_before(self, new_id: NewId) -> None:
        with ThreadPoolExecutor(4) as pool:
            ids = list(pool.map(lambda _: new_id(), range(1000)))

        assert len(set(ids)) == 1000

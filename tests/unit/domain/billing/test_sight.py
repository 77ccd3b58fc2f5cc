"""What each tier may see of a charge: its own links, and sums that tell nothing new."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.billing.charge import post
from askpro.domain.billing.meter import CALL_SECOND
from askpro.domain.billing.rating import Rating, Share
from askpro.domain.billing.sight import Viewer
from askpro.domain.billing.wallet import Paid
from askpro.domain.ids import OrganisationId, TransactionId
from askpro.domain.money import Money

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TIERS = [OrganisationId(UUID(int=number)) for number in range(1, 6)]

amounts = st.lists(st.integers(1, 100_000), min_size=1, max_size=4)


def rated(cents: Sequence[int]) -> Rating:
    """Margin links from the platform down, so many cents on each."""
    links = zip(TIERS, TIERS[1:], cents, strict=False)
    return Rating(CALL_SECOND, 60, tuple(Share(up, down, Money(c)) for up, down, c in links))


@given(amounts)
def test_a_tier_sees_the_links_it_stands_on_and_no_other(cents: list[int]) -> None:
    rating = rated(cents)

    for place, tier in enumerate(TIERS[: len(cents) + 1]):
        seen = Viewer(tier).shares(rating)

        assert seen == rating.shares[max(place - 1, 0) : place + 1]
        assert (Viewer(tier).paid(rating) is not None) == (place >= len(cents) - 1)
    assert Viewer(TIERS[0], sees_all=True).shares(rating) == rating.shares


@given(amounts, st.data())
def test_what_is_shown_and_what_is_hidden_balance_and_tell_only_own_links(
    cents: list[int], data: st.DataObject
) -> None:
    rating = rated(cents)
    prepaid = data.draw(st.booleans())
    paid = [Paid(tier, c) for tier, c in zip(TIERS[1:], cents, strict=False)] if prepaid else []
    posted = post(
        [rating], paid, id=TransactionId(UUID(int=9)), source_key="call:a", occurred_at=NOON,
        now=NOON, text="",
    )  # fmt: skip
    assert posted

    for place, tier in enumerate(TIERS[: len(cents) + 1]):
        below = cents[place] if place < len(cents) else 0
        above = cents[place - 1] if place else 0
        viewer = Viewer(tier, children=TIERS[place + 1 : place + 2])

        shown = [entry.cents for entry in viewer.entries(posted)]
        assert sum(shown) + viewer.hidden(posted).cents == 0
        assert {abs(number) for number in shown} <= {below, above}
        assert viewer.earned(posted).cents == (below - above if below else 0)
        assert viewer.moved(posted).cents == -above

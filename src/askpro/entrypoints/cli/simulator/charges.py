"""What a call cost, asked of our own API."""

from collections.abc import Sequence

import attrs
import httpx

from askpro.entrypoints.cli.simulator.answers import object_in

NEWEST = 50


@attrs.frozen
class Charged:
    """What the company paid, in cents of the currency."""

    id: str
    meter: str
    cents: int
    currency: str


def charges_of(client: httpx.Client, api_key: str, call_id: str) -> Sequence[Charged]:
    """The call's charges among the newest ones.

    Raises:
        httpx.HTTPError: No answer, or the key may not see charges.
    """
    answer = client.get(
        "/api/v1/charges",
        params={"limit": NEWEST},
        headers={"authorization": f"Bearer {api_key}"},
    )
    answer.raise_for_status()
    items = object_in(answer.content).get("items")
    return [
        Charged(item["id"], item["meter"], item["paid"]["cents"], item["paid"]["currency"])
        for item in (items if isinstance(items, list) else [])
        if item["sourceKey"] == f"call:{call_id}" and item["paid"]
    ]

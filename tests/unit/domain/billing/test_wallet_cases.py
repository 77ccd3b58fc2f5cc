"""The worked cases of wallets and commission, each with the answer others got wrong."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import attrs
import pytest

from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.journal import Journal
from askpro.domain.billing.ledger import Account, Purpose
from askpro.domain.billing.lots import Lot, spend
from askpro.domain.billing.meter import BASE_FEE, CALL, Meter, Metered
from askpro.domain.billing.reservation import (
    BeyondReservation,
    ReservationEnded,
    capture,
    void,
)
from askpro.domain.billing.top_up import BalanceCapped, TopUp, post_top_up, refuse_above_cap
from askpro.domain.billing.wallet import Reservation, Wallet
from askpro.domain.ids import LotId, OrganisationId, TransactionId
from askpro.domain.money import Money, Price
from askpro.testing.world import NOON, minutes, some_id
from tests.shared import SHARED, shared_json

FILE = "cases/billing.json"
OWNER, PLATFORM = OrganisationId(some_id()), OrganisationId(some_id())
# The cases' words for our refusals.
TOLD = {
    BeyondReservation: "exceeds_pending_transfer_amount",
    ReservationEnded: "pending_transfer_already_posted",
}


def cents(text: str) -> int:
    return Price.parse(text).times(1).cents


def commission_01(given: dict[str, Any]) -> dict[str, Any]:
    agreement, sale = Agreement.flat(given["rate"]), cents(given["sale"])
    earned = agreement.rise(0, sale)
    kept = [earned + agreement.rise(sale, -cents(refund)) for refund in given["refunds"]]
    return {"kept": [f"{amount // 100}.{amount % 100:02d}" for amount in kept]}


def wallet_04(given: dict[str, Any]) -> dict[str, Any]:
    limits: dict[str, frozenset[Meter] | None] = {
        "any": None,
        "charge": frozenset({CALL}),
        "subscription": frozenset({BASE_FEE}),
    }
    lots = []
    for number, words in enumerate(given["wallets"]):
        meters = limits[words.removeprefix("priority ")]
        priority = 0 if words.startswith("priority") else 1
        id = LotId(UUID(int=number))
        lots.append(Lot(id, OWNER, PLATFORM, 1000, NOON, priority=priority, meters=meters))
    dues = [Metered(BASE_FEE, given["subscription"]), Metered(CALL, given["charge"])]
    spending = spend(reversed(lots), dues, NOON)
    assert spending.left == ()
    return {"taken": [lot.spent_cents for lot in spending.lots]}


def wallet_05(given: dict[str, Any]) -> dict[str, Any]:
    journal = Journal()
    start = TopUp(OWNER, PLATFORM, Money(given["start"]), "start")
    asked = TopUp(OWNER, PLATFORM, Money(given["topup"]), "key")
    for top_up in (start, *[asked] * given["repeats"]):
        id = TransactionId(some_id())
        journal.post(post_top_up(top_up, settles_cents=0, id=id, now=NOON))
    return {"balance": journal.balances()[Account(OWNER, Purpose.WALLET)]}


def wallet_09(given: dict[str, Any]) -> dict[str, Any]:
    kept = Reservation("call:1", OWNER, given["hold"], NOON + minutes(5))
    with pytest.raises(BeyondReservation) as above:
        capture(kept, given["captures"][0], NOON)
    captured = capture(kept, given["hold"], NOON)
    with pytest.raises(ReservationEnded):
        void(captured, NOON)
    with pytest.raises(ReservationEnded) as again:
        capture(captured, 1, NOON)
    return {"result": TOLD[type(above.value)], "second": TOLD[type(again.value)]}


def wallet_10(given: dict[str, Any]) -> dict[str, Any]:
    names = {LotId(UUID(int=place)): lot[0] for place, lot in enumerate(given["lots"])}
    lots = tuple(
        Lot(id, OWNER, PLATFORM, granted, NOON, priority=priority, expires_at=_day(expiry))
        for id, (_, priority, expiry, granted) in zip(names, given["lots"], strict=True)
    )
    consumed = []
    for debit in given["debits"]:
        spending = spend(lots, [Metered(CALL, debit)], NOON)
        lots = spending.lots
        consumed.append([[names[use.lot_id], use.cents] for use in spending.uses])
    return {"consumed": consumed, "remaining": [lot.left_cents for lot in lots]}


def wallet_13(given: dict[str, Any]) -> dict[str, Any]:
    wallet, left = Wallet(OWNER, Money(given["balance"])), given["wanted"]
    for limit in given["limits"]:
        asked = attrs.evolve(wallet, credit_limit_cents=limit, owed_cents=0)
        wallet, paid = asked.debited(left)
        left -= paid.from_balance_cents
    return {"drawn_total": -wallet.balance.cents, "from_fallback": wallet.owed_cents}


def wallet_15(given: dict[str, Any]) -> dict[str, Any]:
    def told(balance: int) -> str:
        try:
            refuse_above_cap(Wallet(OWNER, Money(balance)), Money(given["topup"]), given["cap"])
        except BalanceCapped:
            return "refused"
        return "ok"

    return {"results": [told(balance) for balance in given["balances"]]}


def _day(name: str | None) -> Any:
    return NOON + timedelta(days=int(name[1:])) if name else None


ANSWERS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    answer.__name__.replace("_", "-"): answer
    for answer in (commission_01, wallet_04, wallet_05, wallet_09, wallet_10, wallet_13, wallet_15)
}
NOT_OURS = {"observed_bug"}


def known_cases() -> list[str]:
    """The ids in the file, or those answered here where there is no file."""
    if not (SHARED / FILE).exists():
        return sorted(ANSWERS)
    cases = shared_json(FILE)["cases"]
    return [case["id"] for case in cases if case["category"] in {"wallet", "commission"}]


@pytest.mark.parametrize("id", known_cases())
def test_a_worked_case_is_answered_rightly(id: str) -> None:
    case = next(case for case in shared_json(FILE)["cases"] if case["id"] == id)

    answer = ANSWERS[id](case["input"])

    assert answer == {name: it for name, it in case["expected"].items() if name not in NOT_OURS}

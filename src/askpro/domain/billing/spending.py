"""A debit of a wallet that has bonus: lots first, then money, then it is owed.

What others have reserved is left alone, as without bonus; lots that are limited to some
meters are kept by no reservation.

    balance 3.00, bonus 1.50 of which 1.00 only for messages, others reserve 2.00

    a call of 3.00          bonus -0.50   balance -1.00   owed 1.50
    messages of 1.20        bonus -1.20   (1.00 of the lot for messages, 0.20 of the other)

Which cents of which lot met it is kept, so that a refund finds the way back.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime

import attrs

from askpro.domain.billing.lots import Lot, Spending, Use, restore, spend
from askpro.domain.billing.meter import UNNAMED, Meter, Metered
from askpro.domain.billing.wallet import Back, Due, Paid, Reservation, Wallet
from askpro.domain.ids import LotId
from askpro.domain.money import Money


@attrs.frozen
class Met:
    """How a source was met where bonus had a part: which lots, and the money beside them.

    ``money_cents`` counts what was owed as well; of it ``money_back_cents`` came back.
    """

    uses: tuple[Use, ...] = ()
    money_cents: int = 0
    money_back_cents: int = 0

    def plus(self, made: "Debit") -> "Met":
        """As it stands after one more debit for the same source."""
        money = self.money_cents + made.paid.from_balance_cents + made.paid.owed_cents
        return Met(self.uses + made.uses, money, self.money_back_cents)


@attrs.frozen
class Debit:
    """The wallet afterwards, the lots it was met from, the uses in their order, and the parts."""

    wallet: Wallet
    lots: tuple[Lot, ...]
    uses: tuple[Use, ...]
    paid: Paid


def debit(
    wallet: Wallet,
    lots: Iterable[Lot],
    due: Due,
    now: datetime | None,
    *,
    freed_cents: int = 0,
) -> Debit:
    """Meet what is due and end reservations of so much.

    Args:
        lots: All that the wallet's bonus is made of.
        now: None where no lot's time can be over.
    """
    wanted = due.metered or (Metered(UNNAMED, due.cents),)
    known = () if due.by_money else tuple(lots)
    reserved = wallet.reserved_cents - freed_cents
    room = max(_money(wallet) + _usable_for_anything(known, now) - reserved, 0)
    spending = spend(known, wanted, now, most_for_anything_cents=room)
    bound, bonus = _bound(spending, known), spending.spent_cents
    money = min(due.cents - bonus, room - (bonus - bound))
    owed = due.cents - bonus - money
    after = attrs.evolve(
        wallet,
        balance=wallet.balance - Money(money, wallet.currency),
        bonus_cents=wallet.bonus_cents - (bonus - bound),
        bound_bonus_cents=wallet.bound_bonus_cents - bound,
        reserved_cents=reserved,
        owed_cents=wallet.owed_cents + owed,
    )
    paid = Paid(due.organisation_id, money, owed, bonus)
    touched = {use.lot_id for use in spending.uses}
    changed = tuple(lot for lot in spending.lots if lot.id in touched)
    return Debit(after, changed, spending.uses, paid)


@attrs.frozen
class Returned:
    """After a refund: the wallet, the lots that got something back, what is left to refund."""

    wallet: Wallet
    lots: tuple[Lot, ...]
    met: Met
    back: Back


def give_back(
    wallet: Wallet, lots: Iterable[Lot], ended: Collection[LotId], met: Met, cents: int
) -> Returned:
    """Refund so much of what a source cost: money first, then the lots, the last spent first.

    What returns into a lot that has ended stands there until it is broken, and is
    spendable for nobody.
    """
    money = min(cents, met.money_cents - met.money_back_cents)
    restoring = restore(lots, met.uses, cents - money, None)
    gained: Counter[LotId] = Counter()
    for before, after_it in zip(met.uses, restoring.uses, strict=True):
        gained[before.lot_id] += after_it.restored_cents - before.restored_cents
    back = [lot for lot in restoring.lots if gained[lot.id]]
    usable = [lot for lot in back if lot.id not in ended]
    bound = sum(gained[lot.id] for lot in usable if lot.meters is not None)
    settled = min(money, wallet.owed_cents)
    after = attrs.evolve(
        wallet.credited(money),
        bonus_cents=wallet.bonus_cents + sum(gained[lot.id] for lot in usable) - bound,
        bound_bonus_cents=wallet.bound_bonus_cents + bound,
    )
    left = Met(restoring.uses, met.money_cents, met.money_back_cents + money)
    return Returned(after, tuple(back), left, Back(money, cents - money, settled))


def covers(
    wallet: Wallet, lots: Iterable[Lot], reservation: Reservation, now: datetime | None
) -> bool:
    """Whether the wallet has what is to be reserved, counting bonus limited to its meters."""
    known = tuple(lots)
    bound = _bound(spend(known, reservation.metered, now), known)
    return wallet.available.cents + bound >= reservation.cents


def available_for(wallet: Wallet, lots: Iterable[Lot], meter: Meter, now: datetime | None) -> Money:
    """What the next reservation for one meter may take, bonus limited to it included."""
    bound = sum(
        lot.left_cents if now is None else lot.usable_cents(now)
        for lot in lots
        if lot.meters is not None and lot.pays_for(meter)
    )
    return wallet.available + Money(bound, wallet.currency)


def with_bonus(wallet: Wallet, lot: Lot, cents: int) -> Wallet:
    """The wallet with so much more bonus (or less, below 0) of this lot."""
    if lot.meters is None:
        return attrs.evolve(wallet, bonus_cents=wallet.bonus_cents + cents)
    return attrs.evolve(wallet, bound_bonus_cents=wallet.bound_bonus_cents + cents)


def _money(wallet: Wallet) -> int:
    return wallet.balance.cents + wallet.credit_limit_cents


def _bound(spending: Spending, before: Iterable[Lot]) -> int:
    """What of it came from lots that are limited to some meters."""
    limited = {lot.id for lot in before if lot.meters is not None}
    return sum(use.cents for use in spending.uses if use.lot_id in limited)


def _usable_for_anything(lots: Iterable[Lot], now: datetime | None) -> int:
    return sum(
        lot.left_cents if now is None else lot.usable_cents(now)
        for lot in lots
        if lot.meters is None
    )

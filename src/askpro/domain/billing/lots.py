"""Bonus credit: lots that expire, are spent before money and are never paid out.

**Who bears it.** A lot is given by somebody (the platform, a reseller): his *promotion*
account carries it from the first day, so the tiers that sell to the company still earn in
full. What nobody used in time goes back to him as *breakage*.

    grant 10.00       company bonus     +10.00   giver promotion  -10.00
    6.00 spent        company bonus      -6.00   company receivable +6.00
    4.00 expire       company bonus      -4.00   giver breakage    +4.00
    borne: 6.00

**Order.** Lots are spent by priority (the smaller first), then expiry (what never expires
last), then kind (in the order of ``Kind``), then age, then id: a total order. A lot may be
limited to meters; of several things to pay the first it may pay is paid first.

**Refund.** The last spent is the first restored, into the same lots, so that refunding
y of x leaves what spending x − y would have left. What returns into a lot that has
expired in the meantime is breakage at once.

Always: left + spent + broken = granted.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from enum import Enum

import attrs
from attrs.validators import ge

from askpro.domain.billing.ledger import Account, Entry, Purpose, Transaction
from askpro.domain.billing.meter import Meter, Metered
from askpro.domain.errors import Refused
from askpro.domain.ids import LotId, OrganisationId, TransactionId
from askpro.domain.money import Currency, Money

NEVER = datetime.max.replace(tzinfo=UTC)


@attrs.define
class NotALot(Refused):
    """Bonus credit is a positive amount from somebody else that expires after it begins."""

    lot_id: LotId


class Kind(Enum):
    """Why credit was given; of equals the earlier named is spent first."""

    WELCOME = "welcome"
    PROMOTION = "promotion"
    REFERRAL = "referral"
    GOODWILL = "goodwill"


KINDS = tuple(Kind)


@attrs.frozen
class Lot:
    """One grant of bonus credit, and what has become of it."""

    id: LotId
    owner_id: OrganisationId
    granted_by: OrganisationId
    granted_cents: int
    granted_at: datetime
    kind: Kind = Kind.PROMOTION
    priority: int = 0
    expires_at: datetime | None = None
    meters: frozenset[Meter] | None = None
    currency: Currency = Currency.EUR
    spent_cents: int = attrs.field(default=0, validator=ge(0))
    broken_cents: int = attrs.field(default=0, validator=ge(0))

    def __attrs_post_init__(self) -> None:
        expires_early = self.expires_at is not None and self.expires_at <= self.granted_at
        if self.granted_cents <= 0 or expires_early or self.owner_id == self.granted_by:
            raise NotALot(self.id)
        assert self.left_cents >= 0, "no more is spent and broken than was granted"

    @property
    def left_cents(self) -> int:
        return self.granted_cents - self.spent_cents - self.broken_cents

    @property
    def order(self) -> tuple[int, datetime, int, datetime, LotId]:
        """Sorts lots in the order they are spent."""
        expiry = self.expires_at or NEVER
        return self.priority, expiry, KINDS.index(self.kind), self.granted_at, self.id

    def has_expired(self, now: datetime) -> bool:
        return self.expires_at is not None and self.expires_at <= now

    def usable_cents(self, now: datetime) -> int:
        """What may be spent of it now."""
        begun = self.granted_at <= now
        return self.left_cents if begun and not self.has_expired(now) else 0

    def pays_for(self, meter: Meter) -> bool:
        return self.meters is None or meter in self.meters


@attrs.frozen
class Use:
    """What was spent of one lot, and how much of that has been restored since."""

    lot_id: LotId
    meter: Meter
    cents: int
    restored_cents: int = 0


@attrs.frozen
class Spending:
    """The lots afterwards, what was spent in which order, and what money must pay."""

    lots: tuple[Lot, ...]
    uses: tuple[Use, ...]
    left: tuple[Metered, ...]

    @property
    def spent_cents(self) -> int:
        return sum(use.cents for use in self.uses)


def spend(
    lots: Iterable[Lot],
    wanted: Sequence[Metered],
    now: datetime | None,
    *,
    most_for_anything_cents: int | None = None,
) -> Spending:
    """Pay from bonus as far as it reaches; ``lots`` come back in the order they are spent.

    Args:
        now: None where the lots are known to be good still.
        most_for_anything_cents: Lots good for any meter pay no more than this in all.
    """
    open_cents = [each.cents for each in wanted]
    budget = sum(open_cents) if most_for_anything_cents is None else most_for_anything_cents
    after, uses = [], []
    for lot in sorted(lots, key=lambda lot: lot.order):
        usable = lot.left_cents if now is None else lot.usable_cents(now)
        for place, each in enumerate(wanted):
            reach = min(usable, budget) if lot.meters is None else usable
            part = min(reach, open_cents[place]) if lot.pays_for(each.meter) else 0
            if part:
                usable -= part
                budget -= part if lot.meters is None else 0
                open_cents[place] -= part
                uses.append(Use(lot.id, each.meter, part))
                lot = attrs.evolve(lot, spent_cents=lot.spent_cents + part)  # noqa: PLW2901
        after.append(lot)
    left = (Metered(each.meter, cents) for each, cents in zip(wanted, open_cents, strict=True))
    return Spending(tuple(after), tuple(uses), tuple(each for each in left if each.cents))


@attrs.frozen
class Restoring:
    """After a refund: the lots, the uses in their order, and what broke at once, by lot."""

    lots: tuple[Lot, ...]
    uses: tuple[Use, ...]
    broken: tuple[tuple[Lot, int], ...]


def restore(
    lots: Iterable[Lot], uses: Sequence[Use], cents: int, now: datetime | None
) -> Restoring:
    """Give so much of what was spent back to the same lots, the last spent first.

    ``now`` None leaves what returned too late for ``expire`` to break.

    ``uses`` are those of the refunded charge as last stored; together they hold at least
    so much that has not been restored.
    """
    assert 0 <= cents <= sum(use.cents - use.restored_cents for use in uses)
    by_id = {lot.id: lot for lot in lots}
    restored: list[Use] = []
    broken: dict[LotId, int] = {}
    for use in reversed(uses):
        part = min(use.cents - use.restored_cents, cents)
        cents -= part
        restored.append(attrs.evolve(use, restored_cents=use.restored_cents + part))
        if part:
            lot = by_id[use.lot_id]
            breaks = part if now is not None and lot.has_expired(now) else 0
            broken[lot.id] = broken.get(lot.id, 0) + breaks
            by_id[lot.id] = attrs.evolve(
                lot, spent_cents=lot.spent_cents - part, broken_cents=lot.broken_cents + breaks
            )
    broke = tuple((by_id[id], part) for id, part in broken.items() if part)
    return Restoring(tuple(by_id.values()), tuple(reversed(restored)), broke)


def expire(lot: Lot, now: datetime) -> tuple[Lot, int]:
    """The lot after its time, and what broke; before its time, or again, nothing breaks."""
    if not lot.has_expired(now):
        return lot, 0
    left = lot.left_cents
    return attrs.evolve(lot, broken_cents=lot.broken_cents + left), left


def spendable(lots: Iterable[Lot], now: datetime, meter: Meter | None = None) -> Money:
    """What the lots of one owner come to: for this meter, or those good for any."""
    known = tuple(lots)
    cents = sum(
        lot.usable_cents(now)
        for lot in known
        if lot.meters is None or (meter is not None and lot.pays_for(meter))
    )
    return Money(cents, known[0].currency if known else Currency.EUR)


def post_grant(lot: Lot, *, id: TransactionId, now: datetime) -> Transaction:
    """The transaction of a new lot: its giver bears it."""
    entries = (
        Entry(Account(lot.owner_id, Purpose.BONUS, lot.currency), lot.granted_cents),
        Entry(Account(lot.granted_by, Purpose.PROMOTION, lot.currency), -lot.granted_cents),
    )
    return Transaction(id, f"lot:{lot.id}", lot.granted_at, now, f"Bonus {lot.id}", entries)


def post_breakage(
    lot: Lot, cents: int, *, id: TransactionId, now: datetime, refund_key: str | None = None
) -> Transaction:
    """The transaction of what expired unused: its giver has it back.

    A lot's own expiry has one source key, so it is posted once; what a refund returns
    too late has another for each ``refund_key``.
    """
    assert cents > 0
    assert lot.expires_at is not None
    entries = (
        Entry(Account(lot.owner_id, Purpose.BONUS, lot.currency), -cents),
        Entry(Account(lot.granted_by, Purpose.BREAKAGE, lot.currency), cents),
    )
    key = f"lot-expiry:{lot.id}" + (f":{refund_key}" if refund_key else "")
    return Transaction(id, key, lot.expires_at, now, f"Expiry of bonus {lot.id}", entries)

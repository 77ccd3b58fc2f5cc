"""The way of a debit that finds bonus: the wallet is locked, its lots are read and spent.

Lots are changed only under the lock of their wallet, so they need none of their own.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa

from askpro.adapters.sql.collections import wallet_statements as statements
from askpro.adapters.sql.rows.billing import wallet_of, wallet_row
from askpro.adapters.sql.rows.lots import lot_of, met_of, met_rows
from askpro.adapters.sql.sight import Sight
from askpro.adapters.sql.tables.billing import wallets
from askpro.adapters.sql.tables.lots import lot_uses, lots
from askpro.domain.billing.lots import Lot
from askpro.domain.billing.spending import Met, covers, debit, give_back
from askpro.domain.billing.wallet import Back, Due, Paid, Reservation, Wallet
from askpro.domain.ids import LotId, OrganisationId

_USE_KEY = ("source_key", "organisation_id", "position")


def locked_wallet(sight: Sight, organisation_id: OrganisationId) -> Wallet | None:
    """The wallet, kept from others until the work ends."""
    facts = {"of_owner": organisation_id, **sight.root}
    row = statements.wallet_locked(sight.everywhere).first(sight.connection, facts)
    return None if row is None else wallet_of(row)


def write_wallet(sight: Sight, wallet: Wallet) -> None:
    """All of a wallet that was locked."""
    mine = sa.update(wallets).where(wallets.c.organisation_id == wallet.organisation_id)
    sight.change(mine.values(wallet_row(wallet)))


def open_lots(sight: Sight, organisation_id: OrganisationId) -> Sequence[Lot]:
    """Those with something left that nobody has ended."""
    left = lots.c.granted_cents > lots.c.spent_cents + lots.c.broken_cents
    mine = lots.c.organisation_id == organisation_id
    rows = sight.all(sa.select(lots).where(mine, left, lots.c.ended_at.is_(None)))
    return [lot_of(row) for row in rows]


def write_lots(sight: Sight, changed: Iterable[Lot]) -> None:
    """What was spent and broken of them."""
    for lot in changed:
        used = {"spent_cents": lot.spent_cents, "broken_cents": lot.broken_cents}
        sight.change(sa.update(lots).where(lots.c.id == lot.id).values(used))


def settle_with_bonus(
    sight: Sight, wallet: Wallet, due: Due, freed_cents: int, now: datetime | None
) -> Paid:
    """Meet the due from a locked wallet that has bonus."""
    known = open_lots(sight, due.organisation_id)
    made = debit(wallet, known, due, now, freed_cents=freed_cents)
    write_wallet(sight, made.wallet)
    if made.uses:
        write_lots(sight, made.lots)
        before = met_by(sight, due.source_key, due.organisation_id) or Met()
        _write_met(sight, due.source_key, due.organisation_id, before.plus(made))
    return made.paid


def keep_with_bound_bonus(sight: Sight, wallet: Wallet, reservation: Reservation) -> bool:
    """Reserve where only bonus that is limited to the reservation's meters makes it enough."""
    if not (wallet.bound_bonus_cents and reservation.metered):
        return False
    mine = locked_wallet(sight, wallet.organisation_id)
    assert mine is not None
    if not covers(mine, open_lots(sight, mine.organisation_id), reservation, None):
        return False
    more = wallets.c.reserved_cents + reservation.cents
    this = sa.update(wallets).where(wallets.c.organisation_id == mine.organisation_id)
    sight.change(this.values(reserved_cents=more))
    return True


def met_by(sight: Sight, source_key: str, organisation_id: OrganisationId) -> Met | None:
    """How the source was met, if bonus had a part in it."""
    of_source = lot_uses.c.source_key == source_key
    mine = lot_uses.c.organisation_id == organisation_id
    rows = sight.all(sa.select(lot_uses).where(of_source, mine).order_by(lot_uses.c.position))
    return met_of(rows) if rows else None


def return_to_lots(sight: Sight, wallet: Wallet, source_key: str, cents: int) -> Back:
    """Refund to a locked wallet what a source was met with."""
    met = met_by(sight, source_key, wallet.organisation_id)
    assert met is not None
    wanted = sorted({use.lot_id for use in met.uses})
    rows = sight.all(sa.select(lots).where(lots.c.id.in_(wanted)))
    ended = {LotId(row.id) for row in rows if row.ended_at is not None}
    made = give_back(wallet, map(lot_of, rows), ended, met, cents)
    write_wallet(sight, made.wallet)
    write_lots(sight, made.lots)
    _write_met(sight, source_key, wallet.organisation_id, made.met)
    return made.back


def _write_met(sight: Sight, source_key: str, organisation_id: OrganisationId, met: Met) -> None:
    for row in met_rows(source_key, organisation_id, met):
        sight.put(lot_uses, row, _USE_KEY)

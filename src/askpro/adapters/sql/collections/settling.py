"""Meeting what is due from wallets: one conditional statement, so that two never both win.

A wallet is debited where its room covers all that is due from it here and it has no bonus;
otherwise it gives what it has and owes the rest, or its lots are spent first: that is left to
whoever asks, and costs a wallet without bonus nothing (decision 8). Wallets are locked the
lowest of the tree first, in the same order by everybody, so that nobody waits in a circle;
the wallet most works share is kept for the shortest time.

PostgreSQL does it in one statement (for one source: one for each wallet), because each
way to it counts while a reseller's wallet is locked. SQLite has no way to go and no such
statement: it takes a few small ones.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

import attrs
import sqlalchemy as sa

from askpro.adapters.sql.collections import wallet_statements as statements
from askpro.adapters.sql.prepared import Prepared
from askpro.adapters.sql.sight import Sight
from askpro.domain.billing.wallet import Due
from askpro.domain.ids import OrganisationId

_SEEN = """
EXISTS (SELECT 1 FROM organisations top, organisations node
WHERE top.id = :scope_root AND node.id = w.organisation_id
AND (node.path >= top.path AND node.path < top.path || 'g'
  OR top.path >= node.path AND top.path < node.path || 'g'))
"""
_AT_ONCE = """
WITH due AS (
    SELECT d.owner, CAST(sum(d.cents) AS bigint) AS cents
    FROM unnest(CAST(:owners AS uuid[]), CAST(:cents AS bigint[])) AS d(owner, cents)
    GROUP BY d.owner),
ended AS (
    UPDATE reservations SET open = false
    WHERE open AND source_key = ANY(CAST(:sources AS text[]))
    AND organisation_id = ANY(CAST(:owners AS uuid[]))
    RETURNING organisation_id AS owner, cents),
freed AS (SELECT owner, CAST(sum(cents) AS bigint) AS cents FROM ended GROUP BY owner),
kept AS MATERIALIZED (
    SELECT w.organisation_id AS owner, due.cents, coalesce(freed.cents, 0) AS freed
    FROM due JOIN wallets w ON w.organisation_id = due.owner
    JOIN organisations o ON o.id = due.owner LEFT JOIN freed ON freed.owner = due.owner
    WHERE {seen} ORDER BY length(o.path) DESC, o.id FOR NO KEY UPDATE OF w),
debited AS (
    UPDATE wallets w SET balance_cents = w.balance_cents - kept.cents,
        reserved_cents = w.reserved_cents - kept.freed
    FROM kept WHERE w.organisation_id = kept.owner
    AND w.bonus_cents = 0 AND w.bound_bonus_cents = 0
    AND w.balance_cents + w.credit_limit_cents - (w.reserved_cents - kept.freed) >= kept.cents
    RETURNING w.organisation_id AS owner)
SELECT kept.owner, kept.freed, debited.owner IS NOT NULL AS debited
FROM kept LEFT JOIN debited ON debited.owner = kept.owner
"""


@attrs.frozen
class Met:
    """One wallet: what was no longer reserved, and whether all that is due was taken."""

    freed_cents: int
    in_full: bool


def debit_all(sight: Sight, dues: Sequence[Due]) -> Iterator[tuple[OrganisationId, Met]]:
    """End the sources' reservations and debit the wallets that cover what is due in all.

    Wallets that are not there, or not in sight, are not in the answer. One that is not
    debited still counts as reserved what was freed; it is to be dealt with before the
    next is asked for, which keeps the order of the locks.
    """
    if sight.connection.dialect.name == "sqlite":
        return _in_small_steps(sight, dues)
    one_source = len({due.source_key for due in dues}) == 1
    if one_source and len({due.organisation_id for due in dues}) == len(dues):
        return _wallet_by_wallet(sight, dues)
    return _at_once(sight, dues)


@cache
def _statement(everywhere: bool) -> Prepared:
    def made(_: str) -> sa.TextualSelect:
        text = sa.text(_AT_ONCE.format(seen="true" if everywhere else _SEEN))
        return text.columns(owner=sa.Uuid, freed=sa.BigInteger, debited=sa.Boolean)

    return Prepared(made)


def _at_once(sight: Sight, dues: Sequence[Due]) -> Iterator[tuple[OrganisationId, Met]]:
    facts = {
        "owners": [due.organisation_id for due in dues],
        "cents": [due.cents for due in dues],
        "sources": list({due.source_key for due in dues}),
        **sight.root,
    }
    rows = _statement(sight.everywhere).all(sight.connection, facts)
    return ((OrganisationId(row.owner), Met(row.freed, row.debited)) for row in rows)


def _wallet_by_wallet(sight: Sight, dues: Sequence[Due]) -> Iterator[tuple[OrganisationId, Met]]:
    """For the few of one source, which come the lowest first, this is half the work."""
    statement = statements.end_and_debit(sight.everywhere)
    for due in dues:
        facts = {
            "of_owner": due.organisation_id,
            "of_source": due.source_key,
            "by_cents": due.cents,
            **sight.root,
        }
        row = statement.first(sight.connection, facts)
        assert row is not None
        if row.there:
            yield due.organisation_id, Met(row.freed, bool(row.debited))


def _in_small_steps(sight: Sight, dues: Sequence[Due]) -> Iterator[tuple[OrganisationId, Met]]:
    totals: Counter[OrganisationId] = Counter()
    freed: Counter[OrganisationId] = Counter()
    end, debit = statements.end(sight.everywhere), statements.debit(sight.everywhere)
    for due in dues:
        owner = due.organisation_id
        totals[owner] += due.cents
        facts = {"of_source": due.source_key, "of_owner": owner, **sight.root}
        freed[owner] += sum(row.cents for row in end.all(sight.connection, facts))
    for owner, cents in totals.items():
        facts = {"of_owner": owner, "by_cents": cents, "freed_cents": freed[owner], **sight.root}
        if debit.change(sight.connection, facts):
            yield owner, Met(freed[owner], in_full=True)
        elif statements.wallet(sight.everywhere).first(sight.connection, facts):
            yield owner, Met(freed[owner], in_full=False)

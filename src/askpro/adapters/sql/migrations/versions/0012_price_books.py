"""Prices stand in books: drafts that change, versions that are only ever ended.

Why: single rules could not be prepared, checked together, or ended when the next ones begin.
Terms keep in whose name a tier sells on, what it may add to its cost, and with whom it agreed.
Before the deploy: yes, running code knows none of the new columns and writes none.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

_FIXED_OF_BOOKS = (
    "id, seller_id, buyer_id, name, currency, valid_from, entries, version, published_at"
)
_FIXED_OF_RULES = "id, meter, seller_id, buyer_id, valid_from, version, model, book_id"
_PUBLISHED = " WHEN (OLD.published_at IS NOT NULL)"
_SQLITE = """
CREATE TRIGGER {table}_are_never_{done} BEFORE {event} ON {table} FOR EACH ROW{when}
BEGIN SELECT RAISE(ABORT, '{table} are never {done}'); END
"""
_POSTGRESQL = """
CREATE TRIGGER {table}_are_never_{done} BEFORE {event} ON {table} FOR EACH ROW{when}
EXECUTE FUNCTION refuse_to_change_the_ledger()
"""


def upgrade() -> None:
    op.create_table(
        "price_books",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("seller_id", sa.Uuid, sa.ForeignKey("organisations.id"), nullable=False),
        sa.Column("buyer_id", sa.Uuid, sa.ForeignKey("organisations.id"), index=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("valid_from", sa.BigInteger, nullable=False),
        sa.Column("valid_until", sa.BigInteger),
        sa.Column("entries", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("published_at", sa.BigInteger),
        sa.Index("ix_price_books_seller", "seller_id", "id"),
    )
    op.add_column("price_rules", sa.Column("book_id", sa.Uuid))
    op.create_index("ix_price_rules_book_id", "price_rules", ["book_id"])
    for column in (sa.Column("edge", sa.Text), sa.Column("markups", sa.Text)):
        op.add_column("terms", column)
    op.add_column("terms", sa.Column("seller_id", sa.Uuid))
    trigger = _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE
    for table, fixed, when in (
        ("price_books", _FIXED_OF_BOOKS, _PUBLISHED),
        ("price_rules", _FIXED_OF_RULES, ""),
    ):
        changed = f"UPDATE OF {fixed}"
        op.execute(trigger.format(table=table, done="changed", event=changed, when=when))
        op.execute(trigger.format(table=table, done="deleted", event="DELETE", when=when))

"""Price books: the drafts and what was published of them.

What prices a usage are the rules of a published book, in ``price_rules``. Triggers refuse to
change either, save that a published book and its rules are given a last instant.
"""

import sqlalchemy as sa

from askpro.adapters.sql.metadata import Instant, metadata

price_books = sa.Table(
    "price_books",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("seller_id", sa.Uuid, sa.ForeignKey("organisations.id"), nullable=False),
    sa.Column("buyer_id", sa.Uuid, sa.ForeignKey("organisations.id"), index=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("currency", sa.Text, nullable=False),
    sa.Column("valid_from", Instant, nullable=False),
    sa.Column("valid_until", Instant),
    sa.Column("entries", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("published_at", Instant),
    sa.Index("ix_price_books_seller", "seller_id", "id"),
)

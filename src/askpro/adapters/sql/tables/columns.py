"""Columns that many tables share."""

from typing import Any

import sqlalchemy as sa

BYTEWISE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text that both engines sort byte by byte, whatever the locale of the server."""


def owner(*, index: bool = False) -> sa.Column[Any]:
    """Whose row it is; every collection filters by it."""
    return sa.Column(
        "organisation_id", sa.Uuid, sa.ForeignKey("organisations.id"), nullable=False, index=index
    )

"""The tree, its branches and numbers.

An organisation's path is written ``/<root>/<reseller>/<company>/`` in hexadecimal, so that
a subtree is one range of one index: from the path itself until before the path + ``g``.
"""

import sqlalchemy as sa

from askpro.adapters.sql.metadata import Instant, metadata
from askpro.adapters.sql.tables.columns import BYTEWISE, owner

organisations = sa.Table(
    "organisations",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("parent_id", sa.Uuid, sa.ForeignKey("organisations.id"), index=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("path", BYTEWISE, nullable=False, unique=True),
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("currency", sa.Text, nullable=False),
    sa.Column("email", sa.Text),
    sa.Column("opened_at", Instant),
    sa.Index("ix_organisations_name", "name", "id"),
    sa.Index(
        "uq_organisations_one_platform",
        "kind",
        unique=True,
        sqlite_where=sa.text("kind = 'platform'"),
        postgresql_where=sa.text("kind = 'platform'"),
    ),
)

branches = sa.Table(
    "branches",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    owner(index=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("zone", sa.Text, nullable=False),
    sa.Column("address", sa.Text),
    sa.Column("email", sa.Text),
)

phone_numbers = sa.Table(
    "phone_numbers",
    metadata,
    sa.Column("number", sa.Text, primary_key=True),
    sa.Column("branch_id", sa.Uuid, sa.ForeignKey("branches.id"), nullable=False, index=True),
    owner(index=True),
    sa.Column("active", sa.Boolean, nullable=False),
)

"""The tree, its branches and the numbers that ring there.

Why: everything else belongs to an organisation.
Before the deploy: yes, nothing runs on these tables yet.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "organisations",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("parent_id", sa.Uuid, sa.ForeignKey("organisations.id"), index=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column(
            "path",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            nullable=False,
            unique=True,
        ),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("email", sa.Text),
        sa.Column("opened_at", sa.BigInteger),
        sa.Index("ix_organisations_name", "name", "id"),
        sa.Index(
            "uq_organisations_one_platform",
            "kind",
            unique=True,
            sqlite_where=sa.text("kind = 'platform'"),
            postgresql_where=sa.text("kind = 'platform'"),
        ),
    )
    op.create_table(
        "branches",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column(
            "organisation_id",
            sa.Uuid,
            sa.ForeignKey("organisations.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("address", sa.Text),
        sa.Column("email", sa.Text),
    )
    op.create_table(
        "phone_numbers",
        sa.Column("number", sa.Text, primary_key=True),
        sa.Column("branch_id", sa.Uuid, sa.ForeignKey("branches.id"), nullable=False, index=True),
        sa.Column(
            "organisation_id",
            sa.Uuid,
            sa.ForeignKey("organisations.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("active", sa.Boolean, nullable=False),
    )

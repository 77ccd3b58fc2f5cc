"""Sign-ins at the pages outlive the process, and a link signs in once on any node.

Why: they were kept in the memory of one process; a restart signed everybody out.
Before the deploy: yes, nothing runs on these tables yet.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "visits",
        sa.Column("digest", sa.LargeBinary(32), primary_key=True),
        sa.Column("organisation_id", sa.Uuid, nullable=False),
        sa.Column("holder_name", sa.String(100), nullable=False),
        sa.Column("key_id", sa.String(8)),
        sa.Column("opened_at", sa.BigInteger, nullable=False, index=True),
        sa.Column("seen_at", sa.BigInteger, nullable=False, index=True),
    )
    op.create_table(
        "entry_links",
        sa.Column("digest", sa.LargeBinary(32), primary_key=True),
        sa.Column("organisation_id", sa.Uuid, nullable=False),
        sa.Column("holder_name", sa.String(100), nullable=False),
        sa.Column("key_id", sa.String(8)),
        sa.Column("expires_at", sa.BigInteger, nullable=False, index=True),
    )

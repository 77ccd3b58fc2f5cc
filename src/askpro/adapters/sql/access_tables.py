"""API keys, by hash.

No foreign key to the organisation: these are written in transactions of their own, and a
key whose organisation is gone is refused when it is used.
"""

import sqlalchemy as sa

from askpro.adapters.sql.metadata import Instant, metadata

api_keys = sa.Table(
    "api_keys",
    metadata,
    sa.Column("id", sa.String(8), primary_key=True),
    sa.Column("organisation_id", sa.Uuid, nullable=False, index=True),
    sa.Column("name", sa.String(100), nullable=False),
    sa.Column("token_hash", sa.LargeBinary(32), nullable=False, unique=True),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("revoked_at", Instant),
)

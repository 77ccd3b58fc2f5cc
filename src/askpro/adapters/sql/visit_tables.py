"""Sign-ins at the pages and the links that let somebody in once, by hash.

No foreign key to the organisation, for the reason that ``access_tables`` gives.
"""

import sqlalchemy as sa

from askpro.adapters.sql.metadata import Instant, metadata

visits = sa.Table(
    "visits",
    metadata,
    sa.Column("digest", sa.LargeBinary(32), primary_key=True),
    sa.Column("organisation_id", sa.Uuid, nullable=False),
    sa.Column("holder_name", sa.String(100), nullable=False),
    sa.Column("key_id", sa.String(8)),
    sa.Column("opened_at", Instant, nullable=False, index=True),
    sa.Column("seen_at", Instant, nullable=False, index=True),
)

entry_links = sa.Table(
    "entry_links",
    metadata,
    sa.Column("digest", sa.LargeBinary(32), primary_key=True),
    sa.Column("organisation_id", sa.Uuid, nullable=False),
    sa.Column("holder_name", sa.String(100), nullable=False),
    sa.Column("key_id", sa.String(8)),
    sa.Column("expires_at", Instant, nullable=False, index=True),
)

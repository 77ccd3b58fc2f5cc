"""Procrastinate's tables and ours beside them, for a migration to call.

    procrastinate_jobs, _events, _workers …   theirs
    procrastinate_askpro_keys                 every key that was ever queued
    procrastinate_askpro_jobs                 what is to be done; goes when their row goes

Theirs holds only the id of ours, because procrastinate writes arguments to its log.
All names begin with ``procrastinate_``, so that the comparison with our own metadata can
leave them out by that prefix.
"""

import sqlalchemy as sa
from procrastinate.schema import SchemaManager

PREFIX = "procrastinate_"
# Their queueing_lock guards waiting jobs only: once a job is done its key would be free.
OURS = """
CREATE TABLE IF NOT EXISTS procrastinate_askpro_keys (
    key text PRIMARY KEY,
    queued_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE IF NOT EXISTS procrastinate_askpro_jobs (
    id uuid PRIMARY KEY,
    job_id bigint NOT NULL UNIQUE REFERENCES procrastinate_jobs (id) ON DELETE CASCADE,
    kind text NOT NULL,
    key text NOT NULL UNIQUE REFERENCES procrastinate_askpro_keys (key),
    facts jsonb NOT NULL,
    organisation_id uuid,
    not_before timestamptz,
    error text
);
"""
AWAY = """
DROP TABLE IF EXISTS procrastinate_askpro_jobs, procrastinate_askpro_keys,
    procrastinate_periodic_defers, procrastinate_events, procrastinate_jobs,
    procrastinate_workers CASCADE;
DO $$
DECLARE name text;
BEGIN
    FOR name IN SELECT oid::regprocedure FROM pg_proc
        WHERE proname LIKE 'procrastinate\\_%' AND pronamespace = current_schema()::regnamespace
    LOOP EXECUTE 'DROP FUNCTION ' || name || ' CASCADE'; END LOOP;
END $$;
DROP TYPE IF EXISTS procrastinate_job_to_defer_v1, procrastinate_job_status,
    procrastinate_job_event_type;
"""


def apply_schema(connection: sa.Connection) -> None:
    """Create what is not there yet, in the caller's transaction; PostgreSQL only.

    The shape is that of procrastinate 3.10. A later release that changes it brings a
    migration of its own, which then becomes one of ours.
    """
    if connection.scalar(sa.text("SELECT to_regclass('procrastinate_jobs')")) is None:
        _run(connection, SchemaManager.get_schema())
    _run(connection, OURS)


def drop_schema(connection: sa.Connection) -> None:
    """Take it all away, jobs and keys included, for a downgrade."""
    _run(connection, AWAY)


def _run(connection: sa.Connection, script: str) -> None:
    # Without parameters psycopg takes several statements at once and leaves % alone.
    connection.exec_driver_sql(script, execution_options={"no_parameters": True})

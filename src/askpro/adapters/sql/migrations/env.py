"""Run by Alembic: the connection comes from ``upgrade``, there is no other way in."""

from alembic import context

from askpro.adapters.sql.migrations import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite can undo changes of the schema as well; Alembic expects it not to.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()

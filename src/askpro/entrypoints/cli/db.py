"""``askpro db``: the shape of the database."""

from cyclopts import App

group = App(name="db", help="Look at the database's shape and bring it up to date.")


@group.command
def upgrade() -> None:
    """Bring the database to this version; doing so twice is doing it once."""
    from askpro.entrypoints.cli.house import opened

    with opened(any_schema=True) as container:
        schema = container.schema()
        before, _ = schema.revisions()
        schema.upgrade()
        now, _ = schema.revisions()
    print(f"The database is at {now}." if before == now else f"Upgraded: {before or '-'} → {now}.")


@group.command
def status() -> int:
    """Print the stored revision and the wanted one; exit 1 when they differ."""
    from askpro.entrypoints.cli.errors import FOUND_FAULTS
    from askpro.entrypoints.cli.house import nothing_there, opened, settings
    from askpro.entrypoints.container import Container
    from askpro.ports.schema import SchemaState

    chosen = settings()
    stored, wanted, state = None, Container.wanted_revision(), SchemaState.EMPTY
    if not nothing_there(chosen):
        with opened(chosen, any_schema=True) as container:
            stored, _ = container.schema().revisions()
            state = container.schema().state()
    print(f"stored   {stored or '-'}\nwanted   {wanted}\nstate    {state.value}")
    if state is SchemaState.CURRENT:
        return 0
    print("Type: askpro db upgrade")
    return FOUND_FAULTS

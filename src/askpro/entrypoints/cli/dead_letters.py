"""``askpro dead-letters``: jobs that were tried as often as they may be."""

from cyclopts import App

group = App(name="dead-letters", help="Jobs that failed for good: look at them, try them again.")


@group.command(name="list")
def show() -> None:
    """Print the dead letters, the newest first."""
    from askpro.entrypoints.cli.house import opened

    with opened() as container:
        letters = container.queue().dead_letters()
    for letter in letters:
        print(f"{letter.id}  {letter.died_at:%Y-%m-%d %H:%M}Z  {letter.job.kind}")
        print(f"  {letter.job.key}, {letter.attempts} attempts: {letter.error}")
    if not letters:
        print("There are no dead letters.")


@group.command
def replay(letter: str) -> None:
    """Queue a dead letter again with fresh attempts.

    Parameters
    ----------
    letter
        Its id, as the list shows it.
    """
    from askpro.entrypoints.cli.house import opened
    from askpro.entrypoints.cli.lookup import identity

    id = identity(letter)
    with opened() as container:
        container.queue().replay(id)
    print(f"{id} is queued again.")

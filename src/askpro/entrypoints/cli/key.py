"""``askpro key``: API keys."""

from cyclopts import App

group = App(name="key", help="Keys with which programs use the API.")


@group.command
def create(organisation: str, *, name: str) -> None:
    """Make a key for an organisation and everything below it; it is shown this once.

    Parameters
    ----------
    organisation
        Its id or exact name.
    name
        What the key is for.
    """
    from askpro.entrypoints.cli.house import OPERATOR, opened
    from askpro.entrypoints.cli.lookup import organisation as find
    from askpro.entrypoints.tokens import new_key_token

    with opened() as container:
        owner = find(container, organisation)
        made = new_key_token()
        container.give_key()(
            organisation_id=owner.id, name=name, id=made.id, token_hash=made.hash, by=OPERATOR
        )
    print(made.token)

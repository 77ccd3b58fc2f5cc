"""``askpro key``: API keys, and links that sign somebody in at the pages."""

from typing import TYPE_CHECKING

from cyclopts import App

if TYPE_CHECKING:
    from askpro.domain.organisations.organisation import Organisation
    from askpro.entrypoints.container import Container

group = App(name="key", help="Keys with which programs use the API, and links to sign in.")


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


@group.command
def link(organisation: str) -> None:
    """Print a link that signs somebody in at the pages, once, within fifteen minutes.

    Parameters
    ----------
    organisation
        Its id or exact name.
    """
    from askpro.entrypoints.cli.house import opened
    from askpro.entrypoints.cli.lookup import organisation as find

    with opened() as container:
        print(link_for(container, find(container, organisation)))


def link_for(container: "Container", owner: "Organisation") -> str:
    """A new link for the organisation; what is done with it is kept under its name."""
    from askpro.domain.organisations.key import LONGEST_NAME
    from askpro.domain.organisations.visit import Holder

    token = container.sign_in().invite(Holder(owner.id, owner.name[:LONGEST_NAME]))
    return f"{container.settings().address}/enter/{token}"

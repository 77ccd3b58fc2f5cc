"""``askpro demo``: the whole product with invented data, in one folder."""

from pathlib import Path
from typing import TYPE_CHECKING

from askpro.entrypoints.cli.target import FOLDER

if TYPE_CHECKING:
    from askpro.entrypoints.container import Container


def demo(
    *, data: Path = FOLDER, host: str | None = None, port: int | None = None, serve: bool = True
) -> int:
    """Set up a platform, a reseller and four companies, say what is where, and serve.

    Starting it again keeps everything that happened.

    Parameters
    ----------
    data
        The folder that holds all of it.
    host
        The address to listen on.
    port
        The port to listen on.
    serve
        Whether to serve after setting up.
    """
    from askpro.entrypoints.cli.demo_data import seed
    from askpro.entrypoints.cli.demo_guide import guide
    from askpro.entrypoints.cli.demo_keys import keys_in
    from askpro.entrypoints.cli.house import opened, writable
    from askpro.entrypoints.cli.house import settings as read_settings
    from askpro.entrypoints.cli.listening import try_to_listen
    from askpro.entrypoints.cli.serve import serve_with
    from askpro.entrypoints.cli.serving import prepare
    from askpro.entrypoints.cli.target import write_address

    here = read_settings(data=data, host=host, port=port)
    if serve:
        try_to_listen(here.host, here.port)
    writable(data)
    keys = keys_in(data)
    # Where it listens may be set; otherwise only the demo's own folder counts, so that invented
    # data never gets into the database this environment is set to.
    settings = read_settings({}, data=data, host=here.host, port=here.port)
    prepare(settings)
    write_address(data, settings.address)
    with opened(settings) as container:
        seed(container, keys)
        links = _links(container)
    print(guide(settings, keys, links), flush=True)
    return serve_with(settings) if serve else 0


def _links(container: "Container") -> list[tuple[str, str]]:
    """A sign-in link for one of each kind."""
    from askpro.domain.organisations.scope import Scope
    from askpro.entrypoints.cli.demo_data import PLATFORM, RESELLER, SALON_ID
    from askpro.entrypoints.cli.key import link_for

    who = {PLATFORM: "Betreiber", RESELLER: "Nordlicht", SALON_ID: "Salon Haarmonie"}
    with container.storage().look(Scope.everything()) as work:
        return [(name, link_for(container, work.organisations.get(id))) for id, name in who.items()]

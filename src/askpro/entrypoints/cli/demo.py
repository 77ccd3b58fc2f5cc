"""``askpro demo``: the whole product with invented data, in one folder."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from askpro.entrypoints.cli.demo_keys import DemoKeys
    from askpro.entrypoints.settings import Settings

FOLDER = Path("var/demo")


def demo(
    *, data: Path = FOLDER, host: str | None = None, port: int | None = None, serve: bool = True
) -> None:
    """Set up a platform, a reseller and three companies, say what is where, and serve.

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
    from askpro.entrypoints.cli.demo_keys import keys_in
    from askpro.entrypoints.cli.house import opened
    from askpro.entrypoints.cli.house import settings as read_settings
    from askpro.entrypoints.cli.serve import serve_with
    from askpro.entrypoints.cli.serving import prepare

    keys = keys_in(data)
    # Only the demo's own folder counts, whatever this environment is set to.
    settings = read_settings({}, data=data, host=host, port=port)
    prepare(settings)
    with opened(settings) as container:
        seed(container, keys)
    _print_guide(settings, keys)
    if serve:
        serve_with(settings)


def _print_guide(settings: "Settings", keys: "DemoKeys") -> None:
    from askpro.entrypoints.cli.demo_data import SALON_NUMBER

    program = sys.argv[0] if Path(sys.argv[0]).name == "askpro" else "askpro"
    rows = [
        ("Adresse", settings.address),
        ("Bereit?", f"{settings.address}/health/ready"),
        ("API", f"{settings.address}/api/openapi.json"),
        ("Datenbank", str(settings.data / "askpro.sqlite3")),
        ("Postfach", str(settings.mailbox)),
        ("Schlüssel Betreiber", keys.platform),
        ("Schlüssel Nordlicht", keys.reseller),
        ("Schlüssel Haarmonie", keys.salon),
    ]
    print("askpro läuft mit erfundenen Daten.\n")
    for label, value in rows:
        print(f"  {label:<20} {value}")
    print("\nIn einem zweiten Fenster einen Anruf beim Salon führen:\n")
    print(
        f"  {program} call --url {settings.address} --to {SALON_NUMBER}"
        f" --key {settings.retell_api_key} --api-key {keys.salon}\n"
    )
    print("Danach die Bücher prüfen und einen Betrag erklären lassen:\n")
    print(f"  ASKPRO_DATA={settings.data} {program} ledger verify")
    print(f"  ASKPRO_DATA={settings.data} {program} explain call:<Anruf>\n", flush=True)

"""What ``askpro demo`` says: where to look, how to ring, which keys open the API."""

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from askpro.entrypoints.cli.target import FOLDER
from askpro.entrypoints.cli.typable import program, started_from, way_for

if TYPE_CHECKING:
    from askpro.entrypoints.cli.demo_keys import DemoKeys
    from askpro.entrypoints.settings import Settings

SCRIPT = Path("examples/haarschnitt.txt")


def guide(settings: "Settings", keys: "DemoKeys", links: Sequence[tuple[str, str]]) -> str:
    """``links`` are names and the addresses that sign their holders in."""
    started, script = started_from(), _script()
    named = (settings.data, started, script)
    way = way_for(*(path for path in named if path))
    askpro, folder = program(way), way(settings.data)
    call = f"{askpro} call{_of(folder)}"
    by_script = f"\n    {call} --script {shlex.quote(str(way(script)))}" if script else ""
    known = f"ASKPRO_DATA={shlex.quote(str(folder))} {_where(settings)}{askpro}"
    return f"""
askpro läuft mit erfundenen Daten: {settings.address}

Im Browser anmelden (jeder Link gilt einmal, 15 Minuten lang):
{_table((f"Als {name} anmelden", link) for name, link in links)}

In einem zweiten Fenster beim Salon anrufen, selbst oder nach Drehbuch:
    {call}{by_script}

Danach die Bücher prüfen, einen neuen Link holen:
    {known} ledger verify
    {known} key link 'Salon Haarmonie'

Für Programme, {settings.address}/api/openapi.json:
{
        _table(
            (
                ("Schlüssel Betreiber", keys.platform),
                ("Schlüssel Nordlicht", keys.reseller),
                ("Schlüssel Salon Haarmonie", keys.salon),
            )
        )
    }

Datenbank und Postfach liegen in {folder}; Ende mit Strg+C.
"""


def _script() -> Path | None:
    """The written conversation here or beside the source, None where neither has it."""
    beside = Path(__file__).parents[4]
    return next((path for path in (SCRIPT, beside / SCRIPT) if path.is_file()), None)


def _table(rows: Iterator[tuple[str, str]] | Sequence[tuple[str, str]]) -> str:
    rows = list(rows)
    width = max(len(label) for label, _ in rows)
    return "\n".join(f"    {label:<{width}}  {value}" for label, value in rows)


def _of(folder: Path) -> str:
    """Nothing for the folder where a call looks by itself."""
    return "" if folder == FOLDER else f" --data {shlex.quote(str(folder))}"


def _where(settings: "Settings") -> str:
    """The settings that other commands cannot guess."""
    import attrs

    defaults = {field.name: field.default for field in attrs.fields(type(settings))}
    return "".join(
        f"ASKPRO_{name.upper()}={shlex.quote(str(getattr(settings, name)))} "
        for name in ("host", "port")
        if getattr(settings, name) != defaults[name]
    )

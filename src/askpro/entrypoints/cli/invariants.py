"""``askpro invariants``: check what must always hold of money."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from askpro.application.operations.check_invariants import Looked


def invariants(*, json: bool = False) -> int:
    """Check all money that is kept; exit 1 and say what is wrong where something is.

    Parameters
    ----------
    json
        Answer with one JSON object for programs.
    """
    from askpro.entrypoints.cli.errors import FOUND_FAULTS
    from askpro.entrypoints.cli.house import opened

    with opened() as container:
        checked = container.check_invariants()(_progress)
    if json:
        _print_json(checked.looks)
    else:
        for fault in checked.faults:
            print(f"{fault[:1].upper()}{fault[1:]}.")
        print(f"{len(checked.looks)} checks: {len(checked.faults) or 'no'} faults.")
    return FOUND_FAULTS if checked.faults else 0


def _progress(name: str, number: int, of: int) -> None:
    """On standard error and only for people, so that the answer stays clean."""
    if sys.stderr.isatty():
        print(f"{number}/{of} {name.replace('_', ' ')}", file=sys.stderr)


def _print_json(looks: "tuple[Looked, ...]") -> None:
    import msgspec

    told = [{"check": look.check, "faults": list(look.faults)} for look in looks]
    answer = {"ok": not any(look.faults for look in looks), "checks": told}
    print(msgspec.json.encode(answer).decode())

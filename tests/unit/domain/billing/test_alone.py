"""The pure billing core stands alone, for whoever uses it as a library."""

import subprocess
import sys
from pathlib import Path

import askpro

LISTING = """
import pkgutil, sys
before = set(sys.modules)
import askpro.domain.billing
if "--all" in sys.argv:
    for module in pkgutil.walk_packages(askpro.domain.billing.__path__, "askpro.domain.billing."):
        __import__(module.name)
print(*sorted({name.partition(".")[0] for name in set(sys.modules) - before}))
"""


def imported(*arguments: str) -> set[str]:
    """The packages that a fresh interpreter has after importing billing, its own not named."""
    source = Path(askpro.__file__).parents[1]
    ran = subprocess.run(
        [sys.executable, "-c", LISTING, *arguments],
        env={"PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        check=True,
    )
    # Where Python was built is a module of its own, named after the machine.
    own = {name for name in ran.stdout.split() if name.startswith("_sysconfigdata")}
    return set(ran.stdout.split()) - sys.stdlib_module_names - own


def test_billing_is_imported_alone() -> None:
    assert imported() <= {"askpro", "attr", "attrs"}


def test_every_room_of_billing_needs_attrs_and_the_standard_library_only() -> None:
    found = imported("--all")

    assert {"askpro", "attr"} <= found
    assert found <= {"askpro", "attr", "attrs"}

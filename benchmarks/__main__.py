"""``python -m benchmarks NAME [--json]``; without a name, the list."""

import sys
from collections.abc import Callable, Mapping, Sequence

from benchmarks import (
    batch,
    charge,
    function,
    ledgers,
    mixed,
    rate,
    resellers,
    slots,
    statements,
    whatif,
)
from benchmarks.figures import Figures, as_json

BENCHMARKS: Mapping[str, Sequence[Callable[[], Figures]]] = {
    "charge": (charge.run, batch.run, resellers.run, statements.run, ledgers.run),
    "batch": (batch.run,),
    "resellers": (resellers.run,),
    "statements": (statements.run,),
    "ledgers": (ledgers.run,),
    "function": (function.run,),
    "rate": (rate.run,),
    "mixed": (mixed.run,),
    "slots": (slots.run,),
    "whatif": (whatif.run,),
}
"""Each is made of tables; ``charge`` has all about charges, which may also be asked for alone."""


def main(arguments: list[str]) -> int:
    """Run one benchmark and print its tables; the exit code is 2 for a name nobody has."""
    names = [argument for argument in arguments if argument != "--json"]
    if not names:
        for name, tables in BENCHMARKS.items():
            first = (sys.modules[tables[0].__module__].__doc__ or "").partition("\n")[0]
            print(f"{name:<10} {first}")
        return 0
    if len(names) > 1 or names[0] not in BENCHMARKS:
        known = ", ".join(BENCHMARKS)
        print(f"There is no benchmark {' '.join(names)}; there are: {known}", file=sys.stderr)
        return 2
    found = []
    for table in BENCHMARKS[names[0]]:
        found.append(table())
        if "--json" not in arguments:
            print(found[-1].as_text(), end="\n\n", flush=True)
    if "--json" in arguments:
        print(as_json(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

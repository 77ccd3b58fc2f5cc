"""``python -m benchmarks NAME [--json]``; without a name, the list."""

import sys
from collections.abc import Callable, Mapping

from benchmarks import charge, function, rate, slots
from benchmarks.figures import Figures

BENCHMARKS: Mapping[str, Callable[[], Figures]] = {
    "charge": charge.run,
    "function": function.run,
    "rate": rate.run,
    "slots": slots.run,
}


def main(arguments: list[str]) -> int:
    """Run one benchmark and print its figures; the exit code is 2 for a name nobody has."""
    names = [argument for argument in arguments if argument != "--json"]
    if not names:
        for name, benchmark in BENCHMARKS.items():
            first = (sys.modules[benchmark.__module__].__doc__ or "").partition("\n")[0]
            print(f"{name:<10} {first}")
        return 0
    if len(names) > 1 or names[0] not in BENCHMARKS:
        known = ", ".join(BENCHMARKS)
        print(f"There is no benchmark {' '.join(names)}; there are: {known}", file=sys.stderr)
        return 2
    figures = BENCHMARKS[names[0]]()
    print(figures.as_json() if "--json" in arguments else figures.as_text())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

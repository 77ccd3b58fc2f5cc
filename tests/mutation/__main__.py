"""Try out the mutants of some modules and say which of them no test notices."""

import argparse
import json
import pickle
import random
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, cast

import attrs

from tests.mutation.mutant import Mutant, mutants_of
from tests.mutation.reach import Reach, measure, modules
from tests.mutation.trial import Outcome, in_a_fork, try_out

# The tests of the domain are to hold it alone; what only a test of the service notices survives.
TESTS = ("tests/unit/domain/billing", "tests/unit/domain/test_doctests.py")
EQUIVALENT = Path(__file__).with_name("equivalent.toml")
FIRST_TESTS = 6


@attrs.frozen
class Tried:
    """A mutant and what became of it; ``reason``: why nothing could have noticed it."""

    mutant: Mutant
    outcome: Outcome
    reason: str | None

    @property
    def word(self) -> str:
        if self.outcome.failed is not None:
            return "killed"
        return "survived" if self.reason is None else "equivalent"


def main(arguments: Sequence[str]) -> int:
    """Print a table and the survivors; the exit code says whether there are any."""
    wanted = _parser().parse_args(arguments)
    there = modules()
    if unknown := set(wanted.modules) - set(there):
        print(f"There is no {', '.join(sorted(unknown))}; there are: {', '.join(there)}.")
        return 2
    reach = _reach(wanted.reach)
    if not isinstance(reach, Reach):
        print(f"Fails without any mutant: {reach}")
        return 2
    reasons = {entry["id"]: entry["reason"] for entry in equivalents()}
    again = _survivors_in(wanted.again) if wanted.again else None
    tried: list[Tried] = []
    for name in wanted.modules or there:
        mutants = mutants_of(there[name], f"askpro.domain.billing.{name}")
        chosen = _chosen(mutants, name, wanted.sample, wanted.seed, again)
        found = _already_named(chosen, reasons) if again is not None else []
        left = [mutant for mutant in chosen if mutant.id not in {one.mutant.id for one in found}]
        found += [_show(each) for each in _try_all(left, reach, reasons, wanted.seconds)]
        print(_row(name, len(mutants), found), flush=True)
        tried += found
    if wanted.results:
        wanted.results.write_text("".join(json.dumps(_line(each)) + "\n" for each in tried))
    print(_row("together", None, tried))
    return int(any(each.word == "survived" for each in tried))


def equivalents() -> list[dict[str, Any]]:
    """The mutants that cannot be told from the right code, each with the reason."""
    if not EQUIVALENT.exists():
        return []
    return list(tomllib.loads(EQUIVALENT.read_text("utf-8")).get("mutant", []))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    add = parser.add_argument
    add("modules", nargs="*", metavar="MODULE", help="such as wallet or price.tiers; none: all")
    add("--sample", type=int, default=60, help="so many mutants of a module; 0: all (60)")
    add("--seed", type=int, default=1, help="which ones (1)")
    add("--seconds", type=float, default=60, help="so long for the tests of a mutant (60)")
    add("--reach", type=Path, help="keep there, and find there, which test reaches which line")
    add("--results", type=Path, help="write what became of each mutant, a JSON object a line")
    add("--again", type=Path, help="only those that survived in such a file")
    return parser


def _reach(kept: Path | None) -> Reach | str | None:
    if kept and kept.exists():
        return cast("Reach", pickle.loads(kept.read_bytes()))
    reach = in_a_fork(lambda: measure(TESTS))
    if kept and isinstance(reach, Reach):
        kept.write_bytes(pickle.dumps(reach))
    return reach


def _chosen(
    mutants: Sequence[Mutant], name: str, sample: int, seed: int, again: set[str] | None
) -> Sequence[Mutant]:
    if again is not None:
        return [mutant for mutant in mutants if mutant.id in again]
    if not sample or len(mutants) <= sample:
        return mutants
    chosen = random.Random(f"{seed}:{name}").sample(mutants, sample)
    return sorted(chosen, key=lambda mutant: (mutant.place, mutant.edit))


def _already_named(mutants: Sequence[Mutant], reasons: dict[str, str]) -> list[Tried]:
    return [Tried(each, Outcome(None), reasons[each.id]) for each in mutants if each.id in reasons]


def _try_all(
    mutants: Iterable[Mutant], reach: Reach, reasons: dict[str, str], most_seconds: float
) -> Iterable[Tried]:
    """A few tests first: those that killed a neighbour, then the quickest."""
    killers: Counter[str] = Counter()
    for mutant in mutants:
        tests = sorted(reach.of(mutant), key=lambda test: -killers[test])
        outcome = Outcome(None)
        first, rest = tests[:FIRST_TESTS], reach.within(most_seconds, tests[FIRST_TESTS:])
        for part in filter(None, (first, rest)):
            took = reach.took(part)
            outcome = try_out(mutant.module, mutant.path, mutant.tree(), part, took)
            if outcome.failed:
                break
        killers[outcome.failed or ""] += 1
        yield Tried(mutant, outcome, reasons.get(mutant.id))


def _show(tried: Tried) -> Tried:
    mutant = tried.mutant
    if tried.word == "survived":
        where = f"{mutant.module.removeprefix('askpro.domain.billing.')}:{mutant.line}"
        print(f"    {mutant.id}  {where} {mutant.within}\n        {mutant.change}", flush=True)
    return tried


def _row(name: str, there: int | None, tried: Sequence[Tried]) -> str:
    number = Counter(each.word for each in tried)
    real = len(tried) - number["equivalent"]
    rate = f"{100 * number['killed'] / real:.1f} %" if real else "-"
    columns = (name, there or "", len(tried), number["killed"], number["equivalent"],
               number["survived"], rate)  # fmt: skip
    return "| " + " | ".join(map(str, columns)) + " |"


def _line(tried: Tried) -> dict[str, object]:
    mutant = tried.mutant
    return {
        "id": mutant.id, "module": mutant.module, "line": mutant.line, "within": mutant.within,
        "change": mutant.change, "became": tried.word, "by": tried.outcome.failed,
    }  # fmt: skip


def _survivors_in(path: Path) -> set[str]:
    lines = map(json.loads, path.read_text("utf-8").splitlines())
    return {line["id"] for line in lines if line["became"] == "survived"}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

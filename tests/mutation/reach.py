"""Which tests reach which line, and how long each of them takes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path

import attrs
import coverage
import pytest

from tests.mutation.mutant import Mutant
from tests.mutation.trial import Watching, run_pytest
from tests.source import ROOT, SOURCE

DOMAIN = SOURCE / "domain" / "billing"


class _NamingContexts:
    """A pytest plugin: what is measured from now on belongs to this test."""

    def __init__(self, measuring: coverage.Coverage) -> None:
        self._measuring = measuring

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self._measuring.switch_context(item.nodeid)
        try:
            return (yield)
        finally:
            self._measuring.switch_context("")


@attrs.frozen
class Reach:
    """``lines``: for each file and line the tests that run it; ``seconds`` for each test."""

    lines: Mapping[str, Mapping[int, frozenset[str]]]
    seconds: Mapping[str, float]

    def of(self, mutant: Mutant) -> list[str]:
        """The tests that may notice a mutant, the quickest first.

        What stands outside of functions is run by the import, so every test counts whose
        file names the module or has a test that runs any line of it.
        """
        known = self.lines.get(str(mutant.path), {})
        if mutant.in_function:
            span = range(mutant.line, mutant.last_line + 1)
            found = set[str]().union(*(known.get(line, ()) for line in span))
        else:
            found = self._beside(set[str]().union(*known.values()), mutant.module)
        return sorted(found, key=lambda test: (self.seconds[test], test))

    def took(self, tests: Iterable[str]) -> float:
        return sum(self.seconds[test] for test in tests)

    def within(self, seconds: float, tests: Sequence[str]) -> list[str]:
        """As many of the tests, in their order, as take no longer together."""
        totals = accumulate(self.seconds[test] for test in tests)
        return [test for test, total in zip(tests, totals, strict=True) if total <= seconds]

    def _beside(self, reaching: Iterable[str], module: str) -> set[str]:
        names = {f"from {name} import" for name in (module, module.rpartition(".")[0])}
        files = {_file(test) for test in self.seconds}
        texts = {file: (ROOT / file).read_text("utf-8") for file in files}
        chosen = {file for file, text in texts.items() if any(name in text for name in names)}
        chosen |= {_file(test) for test in reaching}
        return {test for test in self.seconds if _file(test) in chosen}


def _file(test: str) -> str:
    return test.partition("::")[0]


def measure(tests: Sequence[str]) -> Reach | str:
    """Run the tests once with the right modules; the name of one that fails already."""
    measuring = coverage.Coverage(data_file=None, include=[f"{DOMAIN}/*"], config_file=False)
    watching = Watching()
    measuring.start()
    code = run_pytest(tests, watching, _NamingContexts(measuring))
    measuring.stop()
    if code:
        return next(iter(watching.failed), f"pytest ended with {code}")
    data = measuring.get_data()
    lines = {
        file: {
            line: frozenset(filter(None, contexts))
            for line, contexts in data.contexts_by_lineno(file).items()
        }
        for file in data.measured_files()
    }
    return Reach(lines, watching.seconds)


def modules() -> dict[str, Path]:
    """The modules of the billing domain by their last words, such as ``price.tiers``."""
    found = {}
    for path in sorted(DOMAIN.rglob("*.py")):
        words = path.relative_to(DOMAIN).with_suffix("").parts
        name = ".".join(word for word in words if word != "__init__")
        if name:
            found[name] = path
    return found

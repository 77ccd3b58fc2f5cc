"""Running tests in a process of their own, with one module replaced by a wrong version.

The process is a fork of one that knows pytest and hypothesis already but has not imported
askpro, so that a mutant costs its tests and nothing else. It is limited in processor time,
not by the clock: another program on the machine kills no mutant.
"""

import ast
import importlib.abc
import importlib.machinery
import importlib.util
import os
import pickle
import resource
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import CodeType, ModuleType
from typing import TypeVar, cast

import attrs
import hypothesis.stateful
import psycopg
import pytest
from hypothesis import Phase, settings

from tests.source import ROOT

ALREADY_HERE = (hypothesis.stateful, psycopg)
"""Imported before the fork, so that no mutant pays for it."""

T = TypeVar("T")
LEAST_SECONDS = 5
MOST_BYTES = 3 << 30
EXAMPLES = 10

# Nobody reads the smallest counterexample of a mutant, and the same run is to say the same.
settings.register_profile(
    "mutants",
    max_examples=EXAMPLES,
    stateful_step_count=20,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    report_multiple_bugs=False,
    suppress_health_check=list(settings.get_profile("default").suppress_health_check),
)


@attrs.frozen
class Outcome:
    """Which test failed first, None when none did; ``ended`` is False where time ran out."""

    failed: str | None
    ended: bool = True


class Watching:
    """A pytest plugin that remembers what failed and how long each test took, in seconds."""

    def __init__(self) -> None:
        self.failed: list[str] = []
        self.seconds: dict[str, float] = {}

    def pytest_collection(self) -> None:
        # conftest.py has loaded the profile of the gate by now.
        settings.load_profile("mutants")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[report.nodeid] = self.seconds.get(report.nodeid, 0) + report.duration
        if report.failed:
            self.failed.append(report.nodeid)


class _Wrong(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds one module in a tree instead of in its file."""

    def __init__(self, name: str, path: Path, tree: ast.Module) -> None:
        self._name, self._path = name, path
        self._code: CodeType = compile(tree, str(path), "exec")

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name != self._name:
            return None
        spec = importlib.util.spec_from_file_location(name, self._path, loader=self)
        if spec and self._path.name == "__init__.py":
            spec.submodule_search_locations = [str(self._path.parent)]
        return spec

    def exec_module(self, module: ModuleType) -> None:
        exec(self._code, module.__dict__)  # noqa: S102 - the purpose of all this


def try_out(
    name: str, path: Path, tree: ast.Module, tests: Sequence[str], seconds: float
) -> Outcome:
    """Run tests against a wrong module; ``seconds`` is what they take with the right one."""

    def attempt() -> Outcome:
        limit = LEAST_SECONDS + 3 * seconds
        resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
        signal.setitimer(signal.ITIMER_PROF, limit)
        signal.alarm(int(10 * limit))
        sys.meta_path.insert(0, _Wrong(name, path, tree))
        watching = Watching()
        code = run_pytest(tests, watching)
        failed = watching.failed[0] if watching.failed else f"pytest ended with {code}"
        return Outcome(failed if code else None)

    # A process that ran out of time or memory says nothing more.
    return in_a_fork(attempt) or Outcome("(never ends)", ended=False)


def in_a_fork(work: Callable[[], T]) -> T | None:
    """What a function answers in a process of its own, or None where that died."""
    assert "askpro" not in sys.modules, "the fork must import it itself"
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        answer = pickle.dumps(work())
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(answer)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return cast("T", pickle.loads(said)) if said else None


def run_pytest(tests: Sequence[str], *plugins: object) -> int:
    """The exit code of pytest in this process, stopping at the first failure."""
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # each costs time and none is used
    options = ["-x", "-q", "--tb=no", "-p", "no:cacheprovider", "-p", "_hypothesis_pytestplugin"]
    return int(pytest.main([*options, f"--rootdir={ROOT}", *tests], plugins=plugins))

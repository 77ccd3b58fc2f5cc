"""The walls of the house stand, and each would be noticed if it fell."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.source import ROOT, SOURCE, trees

LINT = str(Path(sys.executable).parent / "lint-imports")
LONGEST_FUNCTION_LINES = 60
MOCKS_PER_TEST = 0.1
MOCKS = {"patch", "Mock", "MagicMock", "AsyncMock", "create_autospec"}
FIXTURES_THAT_PATCH = {"monkeypatch", "mocker"}
EMPTY_NAMES = {"Manager", "Helper", "Util", "Utils", "Base", "Abstract", "Impl", "Dto", "DTO", "V2"}
WORDS_OF_THE_TRADE = {"Base"}  # what a commission is a share of

LAYERS = "Entrypoints over adapters and application, over ports, over the domain"
ROOMS = (
    "Inside the domain: money and time, organisations, booking and billing, telephony and notices"
)
# Each offence: the contract it breaks, and lines to add to files below src/askpro.
OFFENCES = {
    "the domain imports a port": (LAYERS, {"domain/money.py": "import askpro.ports"}),
    "a sixth folder appears": (LAYERS, {"services/__init__.py": ""}),
    "an application imports an adapter": (
        LAYERS,
        {
            "adapters/one/__init__.py": "",
            "application/offence.py": "import askpro.adapters.one",
        },
    ),
    "organisations import booking": (
        ROOMS,
        {"domain/organisations/offence.py": "import askpro.domain.booking"},
    ),
    "booking and a new room import each other": (
        "No circles among the rooms of the domain",
        {
            "domain/new_room/__init__.py": "import askpro.domain.booking.offence",
            "domain/booking/offence.py": "import askpro.domain.new_room",
        },
    ),
    "a use case imports SQLAlchemy": (
        "The core knows no framework",
        {"application/offence.py": "import sqlalchemy"},
    ),
    "one adapter imports another": (
        "Adapters do not know each other",
        {
            "adapters/one/__init__.py": "import askpro.adapters.other",
            "adapters/other/__init__.py": "",
        },
    ),
    "the worker imports an adapter": (
        "Only the container chooses adapters",
        {
            "adapters/one/__init__.py": "",
            "entrypoints/worker/offence.py": "import askpro.adapters.one",
        },
    ),
}
HARMLESS = {
    "adapters/one/__init__.py": "import askpro.ports, askpro.domain.money",
    "adapters/other/__init__.py": "import sqlalchemy",
    "entrypoints/container.py": "import askpro.adapters.one, askpro.adapters.other",
}


def broken_contracts(folder: Path, additions: dict[str, str]) -> set[str]:
    """The contracts that import-linter finds broken in a copy of src with lines added."""
    shutil.copy(ROOT / "pyproject.toml", folder)
    package = folder / "src" / "askpro"
    shutil.copytree(SOURCE, package, ignore=shutil.ignore_patterns("__pycache__"))
    for name, lines in additions.items():
        path = package / name
        if not path.parent.exists():
            path.parent.mkdir()
            (path.parent / "__init__.py").touch()
        with path.open("a") as file:
            file.write(f"\n{lines}\n")
    done = subprocess.run(
        [LINT, "--no-logo", "--no-cache"], cwd=folder, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(folder / "src"), "COLUMNS": "300", "NO_COLOR": "1"},
    )  # fmt: skip
    said = done.stdout + done.stderr
    assert re.search(r"\d+ kept, \d+ broken", said), said
    broken = set(re.findall(r"^(.+) BROKEN(?: \(.*\))?$", said, re.MULTILINE))
    assert bool(broken) == bool(done.returncode)
    return broken


@pytest.mark.parametrize("offence", OFFENCES)
def test_an_offence_breaks_its_contract(offence: str, tmp_path: Path) -> None:
    contract, additions = OFFENCES[offence]

    assert contract in broken_contracts(tmp_path, additions)


def test_the_contracts_allow_what_they_should(tmp_path: Path) -> None:
    assert broken_contracts(tmp_path, HARMLESS) == set()


def test_every_contract_is_broken_once_in_these_tests() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())

    names = {contract["name"] for contract in project["tool"]["importlinter"]["contracts"]}

    assert names == {contract for contract, _ in OFFENCES.values()}


def imported(tree: ast.Module) -> set[str]:
    """The full names of all modules a file imports, wherever it does so."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add("." * node.level + (node.module or ""))
    return names


def allowed_in_the_domain(name: str) -> bool:
    top = name.partition(".")[0]
    ours = name == "askpro.domain" or name.startswith("askpro.domain.")
    return ours or top == "attrs" or top in sys.stdlib_module_names


def test_the_domain_imports_only_itself_attrs_and_the_standard_library() -> None:
    strangers = {
        f"{path.relative_to(SOURCE)}: {name}"
        for path, tree in trees(SOURCE / "domain").items()
        for name in imported(tree)
        if not allowed_in_the_domain(name)
    }

    assert strangers == set()


@pytest.mark.parametrize("folder", ["ports", "application"])
def test_the_rest_of_the_core_knows_no_library_either(folder: str) -> None:
    libraries = {
        f"{path.relative_to(SOURCE)}: {name}"
        for path, tree in trees(SOURCE / folder).items()
        for name in imported(tree)
        if not name.startswith("askpro.") and not allowed_in_the_domain(name)
    }

    assert libraries == set()


@pytest.mark.parametrize("name", ["askpro.ports", "askpro.domainx", "sqlalchemy", ".money", "attr"])
def test_a_stranger_in_the_domain_would_be_noticed(name: str) -> None:
    assert not allowed_in_the_domain(name)


def test_no_function_is_longer_than_a_screen() -> None:
    long = {
        f"{path.relative_to(ROOT)}: {node.name}"
        for folder in (SOURCE, ROOT / "tests", ROOT / "benchmarks")
        for path, tree in trees(folder).items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno >= LONGEST_FUNCTION_LINES
    }

    assert long == set()


def test_no_class_has_a_name_that_says_nothing() -> None:
    empty = {
        f"{path.relative_to(ROOT)}: {node.name}"
        for path, tree in trees(SOURCE).items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        and node.name not in WORDS_OF_THE_TRADE
        and EMPTY_NAMES & set(re.findall(r"V2|[A-Z]+(?![a-z])|[A-Z][a-z]+", node.name))
    }

    assert empty == set()


def mocks_in(tree: ast.Module) -> int:
    """Calls of mock's tools and functions that ask for a patching fixture."""
    count = 0
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            count += node.arg in FIXTURES_THAT_PATCH
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func).split(".")
            # client.patch("/bookings/1") is a request and no mock.
            of_mock = called[0] in MOCKS | {"mock", "unittest", *FIXTURES_THAT_PATCH}
            count += of_mock and bool(MOCKS & set(called))
    return count


def test_fakes_are_passed_in_and_hardly_anything_is_patched() -> None:
    found = trees(ROOT / "tests").values()
    tests = sum(
        isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
        for tree in found
        for node in ast.walk(tree)
    )

    assert sum(map(mocks_in, found)) < MOCKS_PER_TEST * tests


@pytest.mark.parametrize(
    ("source", "mocks"),
    [
        ("def test_it(monkeypatch): ...", 1),
        ("with mock.patch('a.b'), patch.object(a, 'b'): Mock()", 3),
        ("client.patch('/bookings/1')", 0),
    ],
)
def test_a_mock_would_be_counted(source: str, mocks: int) -> None:
    assert mocks_in(ast.parse(source)) == mocks

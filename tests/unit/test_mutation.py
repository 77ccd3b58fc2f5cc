"""The mutants are what they claim to be, and a test that notices one is heard."""

import ast
from pathlib import Path

import pytest

from tests.mutation.__main__ import equivalents
from tests.mutation.mutant import Mutant, mutants_of

RULE = '''
"""A rule with words, a bound and a refusal."""

LIMIT = 10


def refuse(cents: int, *, prepaid: bool = True) -> int:
    """Nothing of this is changed: 3."""
    if cents < LIMIT and prepaid:
        raise ValueError("too little: 5")
    return cents - 1
'''
CHANGES = {
    "LIMIT = 10 → LIMIT = 11",
    "LIMIT = 10 → LIMIT = 9",
    (
        "def refuse(cents: int, *, prepaid: bool=True) -> int: → "
        "def refuse(cents: int, *, prepaid: bool=False) -> int:"
    ),
    "if cents < LIMIT and prepaid: → if False:",
    "if cents < LIMIT and prepaid: → if True:",
    "if cents < LIMIT and prepaid: → if cents < LIMIT or prepaid:",
    "if cents < LIMIT and prepaid: → if cents <= LIMIT and prepaid:",
    "if cents < LIMIT and prepaid: → if cents >= LIMIT and prepaid:",
    "raise ValueError('too little: 5') → pass",
    "return cents - 1 → return None",
    "return cents - 1 → return cents + 1",
    "return cents - 1 → return cents - 2",
    "return cents - 1 → return cents - 0",
}


@pytest.fixture
def mutants(tmp_path: Path) -> tuple[Mutant, ...]:
    path = tmp_path / "rule.py"
    path.write_text(RULE)
    return mutants_of(path, "rule")


def test_each_mutant_is_one_change_that_decides_something(mutants: tuple[Mutant, ...]) -> None:
    assert {f"{mutant.before} → {mutant.after}" for mutant in mutants} == CHANGES
    assert len(mutants) == len({mutant.id for mutant in mutants}) == len(CHANGES)


def test_a_mutant_is_the_module_with_that_change_in_it(mutants: tuple[Mutant, ...]) -> None:
    for mutant in mutants:
        changed = ast.unparse(mutant.tree()).splitlines()

        assert mutant.after in {line.strip() for line in changed}
        assert ast.unparse(ast.parse(RULE)).splitlines() != changed


def test_what_cannot_be_noticed_is_named_once_with_a_reason() -> None:
    named = [entry["id"] for entry in equivalents()]

    assert len(named) == len(set(named))
    assert all(len(entry["reason"].split()) > 3 for entry in equivalents())

"""The examples in the docstrings of the pages are right."""

import doctest
import importlib

import pytest

ROOM = "askpro.entrypoints.http"
MODULES = ("pages.formats", "pages.language", "portals.door", "portals.calls")


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_are_right(name: str) -> None:
    results = doctest.testmod(importlib.import_module(f"{ROOM}.{name}"))

    assert results.attempted > 0
    assert results.failed == 0

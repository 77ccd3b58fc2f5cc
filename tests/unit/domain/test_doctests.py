"""The worked figures in the docstrings of the domain are right."""

import doctest
import importlib
import pkgutil

import pytest

import askpro.domain

MODULES = sorted(
    module.name for module in pkgutil.walk_packages(askpro.domain.__path__, "askpro.domain.")
)


@pytest.mark.parametrize("name", MODULES)
def test_the_figures_of_a_module_are_right(name: str) -> None:
    module = importlib.import_module(name)

    failures, _ = doctest.testmod(module)

    assert failures == 0


def test_there_are_figures_to_check() -> None:
    module = importlib.import_module("askpro.domain.money")

    assert doctest.testmod(module).attempted > 3

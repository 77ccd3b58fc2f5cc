"""Every way in which the world says no."""

import importlib
import pkgutil
from collections.abc import Iterator

import askpro
from askpro.domain.errors import WorldError


def leaves() -> list[type[WorldError]]:
    """All leaves of the whole package, the families left out."""
    for module in pkgutil.walk_packages(askpro.__path__, "askpro."):
        if not module.name.startswith(("askpro.testing", "askpro.adapters.sql.migrations")):
            importlib.import_module(module.name)
    families = set(WorldError.__subclasses__())
    return [kind for kind in _below(WorldError) if kind not in families]


def _below(kind: type[WorldError]) -> Iterator[type[WorldError]]:
    # A slotted attrs class leaves the class it was made from behind; only one has the name.
    for child in kind.__subclasses__():
        if vars(importlib.import_module(child.__module__)).get(child.__name__) is child:
            yield child
        yield from _below(child)

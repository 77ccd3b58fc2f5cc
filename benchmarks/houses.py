"""The container as the service composes it, over a given database."""

from collections.abc import Iterator
from contextlib import contextmanager

from dependency_injector import providers

from askpro.entrypoints.container import Container
from askpro.entrypoints.settings import Settings, read_settings

RETELL_KEY = "key_of_the_benchmark"


def environment_of(url: str) -> dict[str, str]:
    """The settings that a benchmark gives."""
    return {"ASKPRO_DATABASE_URL": url, "ASKPRO_RETELL_API_KEY": RETELL_KEY}


def container_on(url: str) -> Container:
    """Nothing is overridden; only the settings are given."""
    settings: Settings = read_settings(environment_of(url))
    return Container(settings=providers.Object(settings))


@contextmanager
def closing(container: Container) -> Iterator[Container]:
    """Its connections are closed afterwards."""
    try:
        yield container
    finally:
        container.reader().dispose()
        container.writer().dispose()

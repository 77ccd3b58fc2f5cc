"""A house whose queue breaks at once: ``python -m … <data folder> <port>``."""

import sys

from dependency_injector import providers

from askpro.entrypoints.cli.serve import serve_with
from askpro.entrypoints.container import Container
from askpro.entrypoints.settings import read_settings
from tests.unit.entrypoints.worker.queues import IdleQueue

if __name__ == "__main__":
    with Container.queue.override(providers.Object(IdleQueue(ZeroDivisionError("a bug")))):
        sys.exit(serve_with(read_settings({}, data=sys.argv[1], port=sys.argv[2])))

"""What stands behind the front doors: the application, and the worker that lives beside it.

A worker whose queue fails for a reason nobody foresaw does no jobs any more, so the process
is not ready, ends as it does on Ctrl+C, and says so with its exit code; a supervisor starts
it again.
"""

import gc
import os
import signal
import sys
from collections.abc import Callable, Sequence
from functools import partial

import attrs
from dependency_injector import providers
from litestar import Litestar

from askpro.domain.errors import Refused
from askpro.entrypoints.cli.house import close, opened
from askpro.entrypoints.cli.house import settings as read_settings
from askpro.entrypoints.cli.logs import log_to_stderr
from askpro.entrypoints.container import Container
from askpro.entrypoints.http.app import create_app
from askpro.entrypoints.settings import Settings
from askpro.entrypoints.worker import Worker
from askpro.ports.clock import Clock
from askpro.ports.readiness import Readiness
from askpro.ports.schema import OutdatedSchema, SchemaState
from askpro.ports.voice import NotAuthentic, VoicePlatform

TURN_SECONDS = 0.0005
"""How long a thread computes while others wait. A question asks the database a dozen times, and
after each answer it waits for its turn: with Python's 5 ms, one busy thread delays all by 60 ms."""
JOB_GRACE_SECONDS = 1.5
"""A job that takes longer is left behind, and whoever comes next does it again."""

FORGERIES = (None, "", "v=0,d=" + "0" * 64)


@attrs.define
class OpenDoor(Refused):
    """The signature check lets forged messages in, so askpro does not start."""


def prepare(settings: Settings) -> None:
    """Set up an empty database, refuse an outdated one, try the lock of the front door.

    Raises:
        OutdatedSchema, OpenDoor: Why askpro does not start.
    """
    with opened(settings, any_schema=True) as container:
        schema = container.schema()
        if schema.state() is SchemaState.EMPTY:
            schema.upgrade()
        if schema.state() is not SchemaState.CURRENT:
            raise OutdatedSchema(*schema.revisions())
        refuse_forgeries(container.voice(), container.clock())


def refuse_forgeries(voice: VoicePlatform, clock: Clock) -> None:
    """Show forged messages to the check. Raises ``OpenDoor`` when it takes one."""
    for signature in FORGERIES:
        try:
            voice.authenticate(b'{"event":"self-test"}', signature, clock())
        except NotAuthentic:
            continue
        raise OpenDoor


def end_this_process() -> None:
    """Ask our own server to end after the requests at hand; safe from any thread."""
    os.kill(os.getpid(), signal.SIGINT)


def leave_the_house_out_of_cleaning() -> None:
    """What stands now stands to the end; looking through it again would hold up a call."""
    gc.collect()
    gc.freeze()


@attrs.frozen
class Serving:
    """The application over a container of its own, which ends with it."""

    app: Litestar
    worker: Worker | None

    @property
    def failed(self) -> bool:
        return self.worker is not None and bool(self.worker.faults())


def service(
    settings: Settings, *, worker: bool, on_failure: Callable[[], None] = end_this_process
) -> Serving:
    """``on_failure`` is called when the worker beside it has ended by itself."""
    sys.setswitchinterval(TURN_SECONDS)
    container = Container(settings=providers.Object(settings))
    app = create_app(container)
    app.on_startup.append(leave_the_house_out_of_cleaning)
    app.on_shutdown.append(partial(close, container))
    if not worker:
        return Serving(app, None)
    beside = container.worker(on_failure=on_failure)
    app.on_startup.append(beside.start)
    app.on_shutdown[:0] = [beside.stop, partial(beside.wait, JOB_GRACE_SECONDS)]
    schema = container.schema()
    container.readiness.override(providers.Object(lambda: _in_the_way(schema, beside)))
    return Serving(app, beside)


def _in_the_way(schema: Readiness, worker: Worker) -> Sequence[str]:
    return (*schema(), *worker.faults())


def with_worker() -> Litestar:
    """For a process of several; each has its own worker."""
    log_to_stderr()
    return service(read_settings(), worker=True).app


def without_worker() -> Litestar:
    """For a process of several that only answer."""
    log_to_stderr()
    return service(read_settings(), worker=False).app

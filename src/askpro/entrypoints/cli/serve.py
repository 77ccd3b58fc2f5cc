"""``askpro serve``: the front doors, and the worker beside them."""

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from askpro.entrypoints.cli.errors import FOUND_FAULTS, WrongUsage

if TYPE_CHECKING:
    from askpro.entrypoints.settings import Settings

GRACE_SECONDS = 3
"""For requests under way; then the worker has its own, and both stay below five."""


def serve(
    *,
    host: str | None = None,
    port: int | None = None,
    workers: int = 1,
    worker: Annotated[bool, Parameter(negative="--no-worker")] = True,
) -> int:
    """Answer telephone, programs and browsers until SIGTERM or Ctrl+C.

    An empty database is set up; an outdated one is refused. Exits with 1 when the worker
    beside it broke down.

    Parameters
    ----------
    host
        The address to listen on.
    port
        The port to listen on.
    workers
        How many processes; more than one only on PostgreSQL.
    worker
        Whether queued jobs are done in the same process.
    """
    from askpro.entrypoints.cli.house import settings

    return serve_with(settings(host=host, port=port), processes=workers, worker=worker)


def serve_with(settings: "Settings", *, processes: int = 1, worker: bool = True) -> int:
    """As ``serve``, with settings that were read already.

    Raises:
        WrongUsage: Several processes on SQLite.
        OutdatedSchema: The database is of another version.
        OpenDoor: The signature check lets forged messages in.
        PortTaken, NowhereToListen: The address cannot be listened at.
    """
    if processes < 1 or (processes > 1 and settings.on_sqlite):
        raise WrongUsage(
            "SQLite has one writer, so one process serves it; "
            "set ASKPRO_DATABASE_URL to a PostgreSQL for --workers."
        )
    from askpro.entrypoints.cli.house import writable
    from askpro.entrypoints.cli.listening import try_to_listen

    try_to_listen(settings.host, settings.port)
    if settings.on_sqlite or not settings.smtp_url:
        writable(settings.data)  # there lie the database and the mailbox
    import uvicorn

    from askpro.entrypoints.cli import serving
    from askpro.entrypoints.cli.logs import log_to_stderr
    from askpro.entrypoints.http.bounded_head import BoundedHead

    log_to_stderr()
    serving.prepare(settings)
    # Processes of their own read the settings again; one process takes what it was given.
    factory = f"{serving.__name__}:{'with_worker' if worker else 'without_worker'}"
    alone = serving.service(settings, worker=worker) if processes == 1 else None
    uvicorn.run(
        alone.app if alone else factory,
        factory=processes > 1,
        workers=processes,
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http=BoundedHead,
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    return FOUND_FAULTS if alone and alone.failed else 0

"""``askpro worker``: a worker in a process of its own."""

from askpro.entrypoints.cli.errors import FOUND_FAULTS


def work() -> int:
    """Do queued jobs and the duties that come round until SIGTERM or Ctrl+C.

    Exits with 1 when a job was still running when the grace was over; another worker
    takes it over.
    """
    from askpro.entrypoints.cli.house import opened, settings
    from askpro.entrypoints.cli.logs import log_to_stderr

    log_to_stderr()
    with opened(settings()) as container:
        return 0 if container.worker().run() else FOUND_FAULTS

"""Queueing jobs with the work that asks for them, in memory."""

from uuid import NAMESPACE_URL, uuid5

import attrs

from askpro.adapters.memory.tables import QueuedJob, Tables
from askpro.ports.jobs import Job, Jobs


@attrs.frozen
class MemoryJobs(Jobs):
    """The queue as a unit of work sees it. A row stays for ever, and so does its key."""

    _tables: Tables

    def enqueue(self, job: Job) -> None:
        if job.key not in self._tables.jobs:
            # The key names the job for ever, so an identity made from it is nobody else's.
            id = uuid5(NAMESPACE_URL, f"job:{job.key}")
            self._tables.jobs.put(job.key, QueuedJob(id, job, "waiting", job.not_before))

"""What every job queue owes.

class TestMyJobQueue(JobQueueContract):
    @pytest.fixture
    def bench(self) -> JobBench:
        return MyBench(...)
"""

import pytest

from askpro.testing.contracts.jobs.bench import JobBench
from askpro.testing.contracts.jobs.failing import FailureClaims
from askpro.testing.contracts.jobs.queueing import QueueingClaims
from askpro.testing.contracts.jobs.running import RunningClaims


class JobQueueContract(QueueingClaims, FailureClaims, RunningClaims):
    """All claims; the one hole is the bench, an empty queue each time."""

    @pytest.fixture
    def bench(self) -> JobBench:
        raise NotImplementedError("the hole: give the bench of your queue")


__all__ = ["JobBench", "JobQueueContract"]

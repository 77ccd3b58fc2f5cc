"""What runs beside the front doors: the queue, and duties that come round."""

from askpro.entrypoints.worker.duty import Claim, Duty
from askpro.entrypoints.worker.worker import Worker

__all__ = ["Claim", "Duty", "Worker"]

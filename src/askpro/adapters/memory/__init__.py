"""The shipped fakes: every port, whole, in memory and held to the contracts.

They refuse what the real ones refuse. Nothing outlives the process.
"""

from askpro.adapters.memory.access import MemoryKeys
from askpro.adapters.memory.calendar import MemoryCalendar
from askpro.adapters.memory.job_queue import MemoryJobQueue
from askpro.adapters.memory.messenger import MemoryMessenger
from askpro.adapters.memory.payments import MemoryPayments
from askpro.adapters.memory.storage import MemoryStorage
from askpro.adapters.memory.views import MemoryViews
from askpro.adapters.memory.visits import MemoryEntryLinks, MemoryVisits
from askpro.adapters.memory.voice import MemoryVoice

__all__ = [
    "MemoryCalendar",
    "MemoryEntryLinks",
    "MemoryJobQueue",
    "MemoryKeys",
    "MemoryMessenger",
    "MemoryPayments",
    "MemoryStorage",
    "MemoryViews",
    "MemoryVisits",
    "MemoryVoice",
]

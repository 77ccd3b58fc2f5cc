"""Whose turn a duty is: one row per duty remembers the last slot that was taken."""

from datetime import datetime

import attrs

from askpro.adapters.sql.job_queue import Transaction
from askpro.adapters.sql.job_tables import insert_into, job_slots


@attrs.frozen
class SqlJobSlots:
    """Hands out each slot of a duty once, across all nodes and restarts.

    One conditional statement decides, so clocks that differ a little do no harm, which
    an advisory lock alone could not promise: a fast duty lets go before the slow clock asks.
    """

    write: Transaction

    def claim(self, duty: str, slot: datetime) -> bool:
        """Whether the slot is the caller's; no slot before the last one is given out."""
        with self.write() as connection:
            first = insert_into(connection, job_slots).values(duty=duty, slot=slot)
            later = first.on_conflict_do_update(
                index_elements=["duty"],
                set_={"slot": first.excluded.slot},
                where=job_slots.c.slot < first.excluded.slot,
            )
            return connection.execute(later.returning(job_slots.c.slot)).first() is not None

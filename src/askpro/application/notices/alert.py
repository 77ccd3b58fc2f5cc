"""Tell the operator that something needs a person."""

from askpro.domain.notices.notice import Occasion
from askpro.ports.jobs import Job
from askpro.ports.storage import Work


def alert(work: Work, key: str, text: str) -> None:
    """Queue a letter to the operator with this work; each key is told once.

    A platform without an address gets none; the dead letters and pages still show it.
    """
    platform = work.organisations.platform()
    if platform.email is None:
        return
    work.jobs.enqueue(
        Job(
            kind="deliver_notice",
            key=f"alert:{key}",
            facts={
                "occasion": Occasion.ALERT.value,
                "recipient": platform.email,
                "text": text,
            },
            organisation_id=platform.id,
        )
    )

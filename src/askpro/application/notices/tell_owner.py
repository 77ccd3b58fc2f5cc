"""Tell an organisation about its wallet."""

from collections.abc import Mapping

from askpro.domain.ids import OrganisationId
from askpro.domain.notices.notice import Occasion
from askpro.ports.jobs import Job
from askpro.ports.storage import Work


def tell_owner(
    work: Work,
    organisation_id: OrganisationId,
    occasion: Occasion,
    key: str,
    cents: Mapping[str, int],
) -> None:
    """Queue a letter with this work; each key is told once.

    It goes to the organisation, or where that has no address to the next above that has
    one: somebody has to know. ``cents`` are amounts in the wallet's currency.
    """
    owner = work.organisations.get(organisation_id)
    reached = [one for one in reversed(work.organisations.along(owner.path)) if one.email]
    if not reached or reached[0].email is None:
        return
    work.jobs.enqueue(
        Job(
            kind="deliver_notice",
            key=key,
            facts={
                "occasion": occasion.value,
                "recipient": reached[0].email,
                "owner_id": str(organisation_id),
                **{name: str(number) for name, number in cents.items()},
            },
            organisation_id=organisation_id,
        )
    )

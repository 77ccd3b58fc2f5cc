"""``askpro whatif``: what a month would have come to."""

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from askpro.domain.billing.difference import Change, Difference, Tier
    from askpro.domain.ids import OrganisationId
    from askpro.entrypoints.container import Container


def whatif(
    *,
    month: str,
    book: str | None = None,
    agreement: Annotated[tuple[str, ...], Parameter(negative=())] = (),
    as_json: Annotated[bool, Parameter(name="--json", negative=())] = False,
) -> None:
    """Rate a month again with other prices; nothing is written, progress goes to stderr.

    Parameters
    ----------
    month
        A calendar month such as 2026-10.
    book
        The id of a draft that takes the place of its seller's prices.
    agreement
        RESELLER=27.5: what a reseller (id or exact name) would earn, in percent; repeatable.
    as_json
        Print the sums as JSON, in cents.
    """
    from askpro.domain.billing.commission import NotARate
    from askpro.domain.ids import PriceBookId
    from askpro.entrypoints.cli.errors import WrongUsage
    from askpro.entrypoints.cli.house import OPERATOR, opened
    from askpro.entrypoints.cli.lookup import identity
    from askpro.entrypoints.cli.lookup import organisation as find
    from askpro.entrypoints.what_if_wire import NotAMonth, read_month
    from askpro.entrypoints.what_if_wire import agreement as read_rate

    try:
        span = read_month(month)
        rates = {name: read_rate(rate) for name, rate in map(_pair, agreement)}
    except (NotAMonth, NotARate) as error:
        raise WrongUsage(str(error)) from error
    if book is None and not rates:
        raise WrongUsage("Name a draft with --book, or --agreement RESELLER=27.5.")
    with opened() as container:
        found = container.reckon_what_if()(
            span,
            book=PriceBookId(identity(book)) if book else None,
            commissions={find(container, name).id: rate for name, rate in rates.items()},
            by=OPERATOR,
            progress=_progress,
        )
        names = _names(container, found)
    _end_progress(found.charges)
    if as_json:
        print(_as_json(month, found))
    else:
        _print(month, found, names)


def _pair(text: str) -> tuple[str, str]:
    from askpro.entrypoints.cli.errors import WrongUsage

    name, equals, rate = text.rpartition("=")
    if not (name and equals):
        raise WrongUsage(f"An agreement is written such as Nordlicht=27.5, not {text!r}.")
    return name, rate


def _progress(done: int) -> None:
    import sys

    print(f"\r{done} charges", end="", file=sys.stderr, flush=True)


def _end_progress(done: int) -> None:
    import sys

    print(f"\r{done} charges, done", file=sys.stderr)


def _names(container: "Container", found: "Difference") -> "Mapping[OrganisationId, str]":
    from askpro.domain.organisations.scope import Scope

    ids = sorted({tier.organisation_id for tier in found.gains()})
    with container.storage().look(Scope.everything()) as work:
        return {one.id: one.name for one in work.organisations.along(ids)}


def _print(month: str, found: "Difference", names: "Mapping[OrganisationId, str]") -> None:
    print(f"{found.charges} charges in {month}")
    for meter, count in sorted(found.unpriced.items()):
        print(f"{count} of {meter} would have no price.")
    paid = found.paid()
    _table("pays", paid, names)
    keeps = {tier: change for tier, change in found.gains().items() if tier not in paid}
    _table("keeps", keeps, names)


def _table(
    head: str, changes: "Mapping[Tier, Change]", names: "Mapping[OrganisationId, str]"
) -> None:
    from askpro.domain.money import Money

    print(f"\n{head:<36} {'really':>16} {'would':>16} {'difference':>16}")
    for tier, change in sorted(changes.items(), key=lambda one: names[one[0].organisation_id]):
        sums = (change.old_cents, change.new_cents, change.difference_cents)
        told = " ".join(f"{Money(cents, tier.currency)!s:>16}" for cents in sums)
        print(f"{names[tier.organisation_id]:<36} {told}")


def _as_json(month: str, found: "Difference") -> str:
    import json

    def plain(changes: "Mapping[Tier, Change]") -> list[dict[str, object]]:
        return [
            {
                "organisationId": str(tier.organisation_id),
                "currency": tier.currency.value,
                "oldCents": change.old_cents,
                "newCents": change.new_cents,
                "differenceCents": change.difference_cents,
            }
            for tier, change in changes.items()
        ]

    sums = {
        "month": month,
        "charges": found.charges,
        "unpriced": dict(found.unpriced),
        "companies": plain(found.paid()),
        "gains": plain(found.gains()),
    }
    return json.dumps(sums, indent=2)

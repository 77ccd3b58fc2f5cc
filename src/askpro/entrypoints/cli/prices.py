"""``askpro prices``: what is paid, and drafts that become what will be paid."""

from pathlib import Path
from typing import TYPE_CHECKING

from cyclopts import App

if TYPE_CHECKING:
    from askpro.domain.billing.price_book import PriceBook, PriceRule
    from askpro.entrypoints.price_file import BookFile

group = App(name="prices", help="Show, draft and publish prices.")


@group.command
def show(organisation: str, *, at: str | None = None) -> None:
    """Print what an organisation pays, and which rule and book say so.

    Parameters
    ----------
    organisation
        Its id or exact name.
    at
        An instant such as 2026-12-01T00:00:00+01:00; now where it is left out.
    """
    from askpro.entrypoints.cli.house import OPERATOR, opened
    from askpro.entrypoints.cli.lookup import instant
    from askpro.entrypoints.cli.lookup import organisation as find

    with opened() as container:
        when = container.clock()() if at is None else instant(at)
        buyer = find(container, organisation)
        found = container.show_prices()(buyer.id, at=when, by=OPERATOR)
    if not found.rules:
        print(f"{buyer.name} pays for nothing.")
    for rule in found.rules:
        print(_told(rule))
    if found.terms and found.terms.agreement:
        print(f"It earns a commission under agreement {found.terms.agreement.id}.")


@group.command
def draft(file: Path) -> None:
    """Draft the price book in a JSON file; it prices nothing until it is published.

    Parameters
    ----------
    file
        With seller, name, validFrom and entries; see examples/preise.json.
    """
    from askpro.entrypoints.cli.house import OPERATOR, opened
    from askpro.entrypoints.cli.lookup import organisation as find
    from askpro.entrypoints.price_conversion import entries_of

    given = _read(file)
    with opened() as container:
        seller = find(container, given.seller)
        buyer = find(container, given.buyer) if given.buyer else None
        currency = given.currency or seller.currency
        book = container.draft_price_book()(
            seller.id,
            name=given.name,
            valid_from=given.valid_from,
            valid_until=given.valid_until,
            entries=entries_of(given.entries, currency),
            buyer_id=buyer.id if buyer else None,
            currency=currency,
            by=OPERATOR,
        )
    print(f"Draft {book.id}: {_summary(book)}.")
    print(f"What a month would have come to: askpro whatif --book {book.id} --month YYYY-MM")
    print(f"Into force: askpro prices publish {book.id}")


@group.command
def publish(book: str) -> None:
    """Bring a draft into force; the version before ends where this one begins.

    Parameters
    ----------
    book
        The draft's id.
    """
    from askpro.domain.ids import PriceBookId
    from askpro.entrypoints.cli.house import OPERATOR, opened
    from askpro.entrypoints.cli.lookup import identity

    with opened() as container:
        published = container.publish_price_book()(PriceBookId(identity(book)), by=OPERATOR)
    print(f"Version {published.version} is published: {_summary(published)}.")


def _read(file: Path) -> "BookFile":
    from askpro.entrypoints.cli.errors import WrongUsage
    from askpro.entrypoints.price_file import NotABookFile, read_book

    try:
        return read_book(file.read_bytes())
    except OSError as error:
        raise WrongUsage(f"{file} cannot be read: {error.strerror}.") from error
    except NotABookFile as error:
        raise WrongUsage(f"{file}: {error.why}") from error


def _summary(book: "PriceBook") -> str:
    return f"{book.name}, {len(book.entries)} prices from {book.valid_from.isoformat()}"


def _told(rule: "PriceRule") -> str:
    from askpro.domain.billing.explain_price import PriceTeller
    from askpro.domain.billing.explain_words import WORDS
    from askpro.domain.billing.speech import Speech
    from askpro.domain.organisations.organisation import Language

    teller = PriceTeller(Speech(WORDS[Language.ENGLISH], rule.meter))
    book = f"book {rule.book_id}" if rule.book_id else f"rule {rule.id}"
    until = f" until {rule.valid_until.isoformat()}" if rule.valid_until else ""
    since = rule.valid_from.isoformat()
    return f"{rule.meter:<16} {teller.price(rule.model)} ({book}, v{rule.version}, {since}{until})"

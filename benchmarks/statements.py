"""How many statements of the database one charge is, by the depth of its chain.

tiers     organisations from the platform to the company, both counted
wallets   how many tiers pay in advance; who earns commission pays nothing
margin    every reseller buys and sells on
mixed     the first reseller earns commission instead
"""

from datetime import datetime
from uuid import UUID

from askpro.domain.billing.chain import Chain
from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.terms import Terms
from askpro.domain.ids import AgreementId
from askpro.domain.organisations.organisation import Organisation
from benchmarks.databases import ENGINES, fresh_database
from benchmarks.figures import Figures, Row
from benchmarks.houses import closing, container_on
from benchmarks.spoken import listening
from benchmarks.till import BATCH, Till
from benchmarks.town import SINCE, Town, found_towers

MOST_TIERS = 5
OF_WALLETS = ("wallets", "reservations")


def run() -> Figures:
    """Counted, not timed: each row is one charge, heard at the driver."""
    rows = [row for engine in ENGINES for row in _on(engine)]
    notes = (
        "Beginning and committing are not counted, and no wallet is short of money.",
        (
            "What grows with the tiers of one charge is what ends a reservation and debits a "
            "wallet, once for each tier that pays: one statement on PostgreSQL, two on SQLite. "
            "A commission in the chain locks the month's base and raises it: two more."
        ),
        (
            f"A batch is {BATCH} usages of one company. On SQLite it ends their reservations one "
            "by one and inserts rows by fifties; on PostgreSQL it says the same at any depth."
        ),
    )
    return Figures("Statements for a charge", rows, notes)


def _on(engine: str) -> list[Row]:
    with fresh_database(engine) as url, closing(container_on(url)) as container:
        town = found_towers(container, MOST_TIERS - 2)
        till = Till.of(container, town)
        cases = [(company, town.chain_of(company), "margin") for company in town.companies]
        cases += [
            (company, town.chain_of(company, [_commission(town, SINCE)]), "mixed")
            for company in town.companies[1:]
        ]
        with listening(container.writer()) as heard:
            return [_row(engine, till, heard, *case) for case in cases]


def _commission(town: Town, since: datetime) -> Terms:
    agreement = Agreement.flat("25", AgreementId(UUID(int=1)))
    return Terms(town.resellers[0].id, since, agreement=agreement)


def _row(
    engine: str, till: Till, heard: list[str], company: Organisation, chain: Chain, links: str
) -> Row:
    till.charge(company, chain)  # a month's first charge writes down where its base begins
    heard.clear()
    till.charge(company, chain)
    one = tuple(heard)
    heard.clear()
    till.charge_many([company] * BATCH, chain)
    about_wallets = sum(any(table in text for table in OF_WALLETS) for text in one)
    return {
        "engine": engine,
        "links": links,
        "tiers": len(chain.links) + 1,
        "wallets": sum(link.agreement is None for link in chain.links),
        "statements": len(one),
        "about wallets": about_wallets,
        "others": len(one) - about_wallets,
        f"batch of {BATCH}": len(heard),
    }

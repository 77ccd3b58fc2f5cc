"""django-hordak with the accounts of a town, used as kindly as it allows.

It is what ``ledgers`` measures askpro beside, and no part of askpro: this is the only
module that knows it, and ``requirements/bench.txt`` installs it. Its ledger begins on
PostgreSQL and MySQL only; its migrations refuse SQLite.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

import attrs
from psycopg.conninfo import conninfo_to_dict
from tests.postgres import psycopg_dsn

from askpro.domain.ids import OrganisationId
from benchmarks.postings import Four
from benchmarks.town import Town

PLENTY = 10**9


def installed() -> bool:
    """Whether ``requirements/bench.txt`` is installed here."""
    return find_spec("hordak") is not None


@attrs.frozen
class Hordak:
    """Accounts like those a charge posts to, and a connection for each client.

    Clients' threads come and go, and Django gives each a connection of its own; opening
    one would cost more than it posts. So each client is lent the same one again.
    """

    _wallets: Mapping[OrganisationId, Any]
    _revenues: Mapping[OrganisationId, Any]
    _connections: Sequence[Any]

    def post(self, client: int, four: Four) -> None:
        """In one transaction, whose sum its triggers check."""
        from django.db import transaction

        self._lend(client)
        with transaction.atomic():
            self._write(four)

    def check_and_post(self, client: int, four: Four) -> None:
        """As ``post``, where both wallets are locked first and must have what they pay."""
        from django.db import transaction
        from hordak.models import Account

        self._lend(client)
        due = {
            self._wallets[four.company].id: four.paid,
            self._wallets[four.reseller].id: four.passed_on,
        }
        mine = Account.objects.filter(id__in=due)
        with transaction.atomic():
            list(mine.select_for_update().order_by("id").values_list("id"))
            for account in mine.with_balances():
                assert account.balance["EUR"].amount * 100 >= due[account.id]
            self._write(four)

    def _lend(self, client: int) -> None:
        from django.db import connections

        connections["default"] = self._connections[client]

    def _write(self, four: Four) -> None:
        from hordak.models import Leg, Transaction

        posting = Transaction.objects.create(description=f"A call of {four.company}")
        # All legs at once, in half the time of one after the other.
        Leg.objects.bulk_create(
            [
                _leg(posting, self._wallets[four.company], debit=four.paid),
                _leg(posting, self._revenues[four.reseller], credit=four.paid),
                _leg(posting, self._wallets[four.reseller], debit=four.passed_on),
                _leg(posting, self._revenues[four.platform], credit=four.passed_on),
            ]
        )


@contextmanager
def hordak_on(url: str, town: Town, clients: int) -> Iterator[Hordak]:
    """It sets up its tables in the same database, with full wallets; once in a process."""
    _configure(url)
    from django.core.management import call_command
    from django.db import connection, connections

    call_command("migrate", verbosity=0)
    wallets, revenues = _opened(town)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE hordak_account, hordak_leg, hordak_transaction")
    lent = [connections.create_connection("default") for _ in range(clients)]
    for each in lent:
        each.inc_thread_sharing()
    try:
        yield Hordak(wallets, revenues, lent)
    finally:
        for each in (connection, *lent):
            each.close()


def _configure(url: str) -> None:
    import django
    from django.conf import settings

    told = conninfo_to_dict(psycopg_dsn(url))
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host"}
    names["PORT"] = "port"
    database = {name: told.get(ours) or "" for name, ours in names.items()}
    settings.configure(
        INSTALLED_APPS=["django.contrib.contenttypes", "mptt", "hordak"],
        DATABASES={"default": {"ENGINE": "django.db.backends.postgresql", **database}},
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )
    django.setup()


def _opened(town: Town) -> tuple[dict[OrganisationId, Any], dict[OrganisationId, Any]]:
    from django.db import transaction
    from hordak.models import Account, AccountType, Leg, Transaction

    def account(name: str, kind: Any) -> Any:
        return Account.objects.create(name=name[:50], type=kind, currencies=["EUR"])

    payers = (*town.companies, *town.resellers)
    with transaction.atomic():
        bank = account("Bank", AccountType.asset)
        wallets = {each.id: account(each.name, AccountType.liability) for each in payers}
        revenues = {
            each.id: account(each.name, AccountType.income) for each in (town.root, *town.resellers)
        }
    for wallet in wallets.values():
        with transaction.atomic():
            top_up = Transaction.objects.create(description="Top-up")
            Leg.objects.bulk_create(
                [
                    _leg(top_up, bank, debit=PLENTY),
                    _leg(top_up, wallet, credit=PLENTY),
                ]
            )
    return wallets, revenues


def _leg(posting: Any, account: Any, **cents: int) -> Any:
    from decimal import Decimal

    from hordak.models import Leg
    from moneyed import Money

    amounts = {side: Money(Decimal(amount) / 100, "EUR") for side, amount in cents.items()}
    return Leg(transaction=posting, account=account, **amounts)

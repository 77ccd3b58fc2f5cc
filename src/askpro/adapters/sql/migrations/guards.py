"""Rules that the database keeps and the tables' metadata cannot say, by their names."""

import sqlalchemy as sa

_SQLITE = {
    "occupancies_do_not_overlap_when_made",
    "occupancies_do_not_overlap_when_moved",
    "transactions_are_never_changed",
    "transactions_are_never_deleted",
    "entries_are_never_changed",
    "entries_are_never_deleted",
    "price_books_are_never_changed",
    "price_books_are_never_deleted",
    "price_rules_are_never_changed",
    "price_rules_are_never_deleted",
    "seals_are_never_changed",
    "seals_are_never_deleted",
    "closings_are_never_changed",
    "closings_are_never_deleted",
}
_POSTGRESQL = {
    "occupied",
    "occupancies_do_not_overlap_when_made",
    "occupancies_do_not_overlap_when_moved",
    "transactions_are_never_changed",
    "transactions_are_never_emptied",
    "entries_are_never_changed",
    "entries_are_never_emptied",
    "price_books_are_never_changed",
    "price_books_are_never_deleted",
    "price_rules_are_never_changed",
    "price_rules_are_never_deleted",
    "seals_are_never_changed",
    "seals_are_never_emptied",
    "closings_are_never_changed",
    "closings_are_never_emptied",
}
_NAMES_ON_SQLITE = sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
_NAMES_ON_POSTGRESQL = sa.text(
    "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    " UNION SELECT conname FROM pg_constraint WHERE contype = 'x'"
)


def missing_guards(connection: sa.Connection) -> list[str]:
    """Sentences about triggers and constraints that should be there and are not."""
    sqlite = connection.dialect.name == "sqlite"
    there = set(connection.execute(_NAMES_ON_SQLITE if sqlite else _NAMES_ON_POSTGRESQL).scalars())
    return [f"no {name}" for name in sorted((_SQLITE if sqlite else _POSTGRESQL) - there)]

"""Log lines of long-running commands, one form for ours and the server's."""

import logging


def log_to_stderr() -> None:
    """From ``INFO`` on; what asks outside servers says so only when it goes wrong."""
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)-7s %(name)s: %(message)s"
    )
    for chatty in ("httpx", "httpcore", "alembic", "procrastinate", "askpro.adapters.sql.turns"):
        logging.getLogger(chatty).setLevel(logging.WARNING)

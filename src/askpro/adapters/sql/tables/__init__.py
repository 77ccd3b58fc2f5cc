"""The tables, room by room; importing this package fills the metadata with all of them."""

from askpro.adapters.sql.tables import (
    billing,
    booking,
    books,
    calls,
    commission,
    lots,
    organisations,
    price_books,
    usage,
    wallet_care,
)

__all__ = [
    "billing",
    "booking",
    "books",
    "calls",
    "commission",
    "lots",
    "organisations",
    "price_books",
    "usage",
    "wallet_care",
]

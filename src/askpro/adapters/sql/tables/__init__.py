"""The tables, room by room; importing this package fills the metadata with all of them."""

from askpro.adapters.sql.tables import (
    billing,
    booking,
    books,
    calls,
    organisations,
    price_books,
    usage,
)

__all__ = ["billing", "booking", "books", "calls", "organisations", "price_books", "usage"]

"""The tables, room by room; importing this package fills the metadata with all of them."""

from askpro.adapters.sql.tables import billing, booking, calls, commission, organisations

__all__ = ["billing", "booking", "calls", "commission", "organisations"]

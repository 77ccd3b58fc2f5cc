"""Offering, holding, booking, cancelling."""

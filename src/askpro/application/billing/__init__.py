"""Charging, topping up, checking the books."""

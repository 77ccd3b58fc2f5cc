"""Doors for the platforms we work with."""

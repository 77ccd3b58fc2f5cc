"""Picking up, hearing of a call, ending it."""

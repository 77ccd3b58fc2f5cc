"""The tree and who stands in it."""

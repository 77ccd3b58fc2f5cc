"""The collections of a work, one module each."""

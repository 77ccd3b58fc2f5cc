"""Who does it for us: one package per technology, unknown to each other."""

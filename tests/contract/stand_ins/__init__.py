"""Stand-ins as awkward as what they stand for."""

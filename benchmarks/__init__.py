"""How fast the house is, in figures and in ratios measured in the same run.

A benchmark is no test: it claims nothing and cannot fail; it shows.
"""

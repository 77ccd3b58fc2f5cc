"""Hypothesis strategies for the billing domain, one module for each of its parts."""

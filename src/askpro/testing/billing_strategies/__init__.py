"""Hypothesis strategies for billing: prices, chains, wallets."""

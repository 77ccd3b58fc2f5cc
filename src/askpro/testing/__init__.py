"""Strategies and contract suites for people who write adapters and price books."""

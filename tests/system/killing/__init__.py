"""A house whose service is killed at any moment, and the question whether it kept its word."""

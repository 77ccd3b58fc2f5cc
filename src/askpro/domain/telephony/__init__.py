"""The call, the desk settled when it is picked up, and what is said on it."""

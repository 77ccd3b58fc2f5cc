"""The one tree of platform, resellers and companies; branches, numbers, policies."""

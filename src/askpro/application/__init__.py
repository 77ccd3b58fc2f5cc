"""What can be done: one verb per module. Decide in the domain, sequence here."""

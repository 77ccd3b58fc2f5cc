"""Everything that is kept, on SQLite and PostgreSQL, through one body of code."""

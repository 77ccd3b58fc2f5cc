"""The queue of several machines: procrastinate on PostgreSQL."""

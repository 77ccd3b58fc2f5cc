"""The command line: every group of commands in a module of its own."""

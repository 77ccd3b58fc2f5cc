"""What the operator does and the worker repeats."""

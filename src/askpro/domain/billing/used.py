"""What a period already had of a meter, for the prices that depend on it."""

import attrs


@attrs.frozen
class Used:
    """A quantity, and what has been charged for it."""

    quantity: int = 0
    cents: int = 0

    def __add__(self, other: "Used") -> "Used":
        return Used(self.quantity + other.quantity, self.cents + other.cents)


NOTHING = Used()

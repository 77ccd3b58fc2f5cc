"""Rules of booking that may be set on several levels; the most specific wins."""

from functools import lru_cache

import attrs


@attrs.frozen
class Policy:
    """What one level says; None leaves the question to the level above it."""

    minimum_notice_minutes: int | None = None
    booking_window_days: int | None = None
    hold_minutes: int | None = None
    cancel_notice_minutes: int | None = None
    slot_grid_minutes: int | None = None

    def over(self, general: "Policy") -> "Policy":
        """This level's answers, and the more general level's where this one is silent."""
        return Policy(
            **{
                field.name: own if own is not None else getattr(general, field.name)
                for field in attrs.fields(Policy)
                for own in [getattr(self, field.name)]
            }
        )


@attrs.frozen
class Rules:
    """Every question answered: what holds for one branch or service."""

    minimum_notice_minutes: int
    booking_window_days: int
    hold_minutes: int
    cancel_notice_minutes: int
    slot_grid_minutes: int


PLATFORM_DEFAULT = Rules(
    minimum_notice_minutes=15,
    booking_window_days=180,
    hold_minutes=5,
    cancel_notice_minutes=24 * 60,
    slot_grid_minutes=15,
)


@lru_cache(maxsize=1024)
def settle(*levels: Policy) -> Rules:
    """The rules that hold, from levels named most specific first."""
    whole = Policy()
    for level in levels:
        whole = whole.over(level)
    answers = attrs.asdict(whole.over(Policy(**attrs.asdict(PLATFORM_DEFAULT))))
    return Rules(**answers)

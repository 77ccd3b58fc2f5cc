"""What a benchmark found: rows of figures, for people as a table and for programs as JSON."""

import json
from collections.abc import Mapping, Sequence
from statistics import quantiles

import attrs

Row = Mapping[str, str | int | float]


@attrs.frozen
class Figures:
    """One row a case, each with the same columns; ``notes`` say how it was measured."""

    title: str
    rows: Sequence[Row]
    notes: Sequence[str] = ()

    def as_text(self) -> str:
        heads = list(self.rows[0])
        cells = [heads, *([_written(row[head]) for head in heads] for row in self.rows)]
        widths = [max(len(line[at]) for line in cells) for at in range(len(heads))]
        lines = [_line(line, widths) for line in cells]
        return "\n".join([self.title, "", *lines, "", *self.notes])


def percentile(values: Sequence[float], hundredth: int) -> float:
    """The value that so many hundredths of at least two values do not exceed."""
    return quantiles(values, n=100, method="inclusive")[hundredth - 1]


def _written(value: str | float) -> str:
    if isinstance(value, float):
        return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"
    return str(value)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = (
        cell.ljust(width) if at == 0 else cell.rjust(width)
        for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join([first, *others]).rstrip()


def as_json(tables: Sequence[Figures]) -> str:
    """All of them, as a list."""
    return json.dumps([attrs.asdict(each) for each in tables], indent=2, ensure_ascii=False)

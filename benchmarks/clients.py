"""Clients that do one thing again and again, at once."""

import time
from collections.abc import Callable, Sequence
from statistics import median
from threading import Barrier, Thread

import attrs

from benchmarks.figures import percentile


@attrs.frozen
class Measured:
    """How often a second, and how long in milliseconds."""

    per_second: float
    p50_ms: float
    p99_ms: float


def median_of(rounds: Sequence[Measured]) -> Measured:
    """Each figure's own median."""
    return Measured(
        median(one.per_second for one in rounds),
        median(one.p50_ms for one in rounds),
        median(one.p99_ms for one in rounds),
    )


def median_ratio(rounds: Sequence[Measured], others: Sequence[Measured]) -> float:
    """How many times the others' rate, round by round."""
    pairs = zip(rounds, others, strict=True)
    return median(one.per_second / other.per_second for one, other in pairs)


def measure(do: Callable[[int], object], clients: int, seconds: float) -> Measured:
    """``do`` is called with the number of its client, by so many threads, for so long."""
    took: list[list[float]] = [[] for _ in range(clients)]
    failed: list[BaseException] = []
    start = Barrier(clients + 1)

    def work(client: int) -> None:
        start.wait()
        until = time.perf_counter() + seconds
        try:
            while (began := time.perf_counter()) < until:
                do(client)
                took[client].append(time.perf_counter() - began)
        except BaseException as error:  # noqa: BLE001 - raised again below
            failed.append(error)

    threads = [Thread(target=work, args=(client,)) for client in range(clients)]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    elapsed = time.perf_counter() - began
    if failed:
        raise failed[0]
    every = [one * 1000 for mine in took for one in mine]
    return Measured(len(every) / elapsed, percentile(every, 50), percentile(every, 99))

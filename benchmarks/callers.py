"""Callers in a process of their own, so that their work is not the service's.

    python -m benchmarks.callers '{"port": …, "numbers": […], "callers": 20, …}'

Each caller rings, asks what is free several times, hangs up and rings anew, each message
signed as the vendor signs it and on a connection that stays open. Prints a JSON object:
for each kind of message the milliseconds that each took.
"""

import asyncio
import json
import random
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import attrs

from askpro.adapters.retell.signature import sign
from benchmarks.houses import RETELL_KEY

DAYS = ("morgen", "übermorgen", "am Dienstag", "am Mittwoch", "am Freitag", "nächste Woche Montag")
TIMES = (
    "um zehn Uhr",
    "um neun Uhr",
    "um halb elf",
    "um fünfzehn Uhr",
    "nachmittags",
    "vormittags",
)
SERVICES = ("Haarschnitt", "Färben", "Dauerwelle")
QUESTIONS_A_CALL = 8
WARM_UP_SECONDS = 1.0


@attrs.frozen
class Crowd:
    """Who calls: so many at once, for so long, thinking so long before each question."""

    port: int
    numbers: Sequence[str]
    callers: int
    seconds: float
    pause_seconds: float


def call_in(crowd: Crowd) -> Mapping[str, Sequence[float]]:
    """Let the crowd call, in another process; milliseconds by kind of message."""
    command = [sys.executable, "-m", "benchmarks.callers", json.dumps(attrs.asdict(crowd))]
    root = Path(__file__).parents[1]
    done = subprocess.run(  # noqa: S603 - our own program
        command, stdout=subprocess.PIPE, check=True, cwd=root, timeout=crowd.seconds + 60
    )
    took: Mapping[str, Sequence[float]] = json.loads(done.stdout)
    return took


@attrs.define
class Caller:
    """One after another, calls to one number after another."""

    crowd: Crowd
    name: str
    took: dict[str, list[float]]
    counts_from: float
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def call_until(self, end: float) -> None:
        number = 0
        await asyncio.sleep(random.random() * self.crowd.pause_seconds)
        while time.perf_counter() < end:
            number += 1
            call = self._call(f"{self.name}-{number}")
            await self._post("ring", "/retell/inbound", _ring(call))
            for _ in range(QUESTIONS_A_CALL):
                await asyncio.sleep(self.crowd.pause_seconds * random.uniform(0.5, 1.5))
                answer = await self._post("function", "/retell/functions", _question(call))
                assert answer["say"], answer
            ended = {**call, "call_status": "ended", "duration_ms": 90_000}
            await self._post("hang-up", "/webhooks/retell", {"event": "call_ended", "call": ended})

    def _call(self, id: str) -> dict[str, Any]:
        return {
            "call_type": "phone_call",
            "call_id": id,
            "agent_id": "agent_1",
            "call_status": "ongoing",
            "direction": "inbound",
            "from_number": f"+49151{random.randrange(10**7):07d}",
            "to_number": random.choice(self.crowd.numbers),
            "start_timestamp": int(time.time() * 1000),
        }

    async def _post(self, kind: str, path: str, message: object) -> Any:
        body = json.dumps(message).encode()
        head = (
            f"POST {path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
            f"x-retell-signature: {sign(RETELL_KEY, body, datetime.now(UTC))}\r\n"
            f"content-length: {len(body)}\r\n\r\n"
        )
        began = time.perf_counter()
        self.writer.write(head.encode() + body)
        answer = await self._answer()
        now = time.perf_counter()
        if now >= self.counts_from:
            self.took[kind].append((now - began) * 1000)
        return json.loads(answer) if answer else None

    async def _answer(self) -> bytes:
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        status, _, rest = head.partition("\r\n")
        assert status.split()[1] in {"200", "204"}, status
        length = next(
            (line[15:] for line in rest.split("\r\n") if line.startswith("content-length:")), "0"
        )
        return await self.reader.readexactly(int(length))


def _ring(call: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"event": "call_inbound", "call_inbound": call}


def _question(call: Mapping[str, Any]) -> Mapping[str, Any]:
    when = f"{random.choice(DAYS)} {random.choice(TIMES)}"
    args = {"service": random.choice(SERVICES), "when": when}
    return {"name": "check_availability", "args": args, "call": call}


async def _call_all(crowd: Crowd) -> Mapping[str, Sequence[float]]:
    took: dict[str, list[float]] = defaultdict(list)
    start = time.perf_counter()
    run = random.randrange(10**9)

    async def one(at: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", crowd.port)
        counts_from = start + WARM_UP_SECONDS
        caller = Caller(crowd, f"call_{run}_{at}", took, counts_from, reader, writer)
        await caller.call_until(counts_from + crowd.seconds)
        writer.close()

    await asyncio.gather(*(one(at) for at in range(crowd.callers)))
    return took


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_call_all(Crowd(**json.loads(sys.argv[1]))))))

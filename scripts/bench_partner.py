"""How long the partner API takes for a call, over TLS with a client certificate; prints JSON.

The calls ask for an order that nobody has, which is a look into the store; each is written down in
the journal and on the terminal, as in any run.
"""

from __future__ import annotations

import asyncio
import json
import os
import ssl
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench_start import DidNotRun, environment, started

if TYPE_CHECKING:
    from collections.abc import Iterator

IN_A_ROW = 10_000
AT_ONCE = 200
_WARM_UP = 6_000  # the journal keeps 5,000 entries: what grows behind them is a leak
_ROUNDS = 10
_AITDESK = Path(sys.executable).with_name("aitdesk")
_BODY = b'{"orderId":"x"}'
_CONFIG = "[partner]\ncalls_a_minute = 1000000\n"
_REQUEST = (
    b"POST /api-partner/v1/apps-in-toss/order/get-order-status HTTP/1.1\r\n"
    b"host: localhost\r\ncontent-length: %d\r\n\r\n%s" % (len(_BODY), _BODY)
)


@dataclass
class Caller:
    """One connection that is kept."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def call_ms(self) -> float:
        """Ask once, and return how long the whole answer took."""
        began = time.perf_counter()
        self.writer.write(_REQUEST)
        head = (await self.reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0])
        answer = await self.reader.readexactly(length)
        taken_ms = (time.perf_counter() - began) * 1000
        if b"NOT_FOUND" not in answer:
            raise DidNotRun(f"the partner API answered {answer!r}")
        return taken_ms

    async def close(self) -> None:
        """Hang up."""
        self.writer.transport.abort()
        with suppress(OSError):
            await self.writer.wait_closed()


@dataclass(frozen=True)
class Measured:
    """A process that answers."""

    pid: int
    port: int
    context: ssl.SSLContext

    async def caller(self) -> Caller:
        """Connect once more."""
        pair = await asyncio.open_connection("127.0.0.1", self.port, ssl=self.context)
        return Caller(*pair)

    def memory_kb(self) -> int:
        """Return what it has in memory."""
        lines = Path(f"/proc/{self.pid}/status").read_text("ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


@contextmanager
def serving(home: Path) -> Iterator[Measured]:
    """Let `aitdesk partner` answer while the context lasts."""
    config = home / "partner.toml"
    config.write_text(_CONFIG, "utf-8")
    command = [str(_AITDESK), "partner", "--app-name", "bench", "--port", "0"]
    with started(
        [*command, "--config", str(config)],
        home=home,
        env={**environment(home), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdout is not None  # noqa: S101  # it is a pipe
        lines = [process.stdout.readline() for _ in range(3)]
        folder = home / "installs" / "default" / "partner"
        context = ssl.create_default_context(cafile=str(folder / "ca.pem"))
        context.check_hostname = False
        client = folder / "bench" / "client-1.pem"
        context.load_cert_chain(client, client.with_suffix(".key"))
        url = lines[0].split()[3].rstrip(",")
        # What it prints for each call is read as a terminal would: a full pipe would stop it.
        with subprocess.Popen(["cat"], stdin=process.stdout, stdout=subprocess.DEVNULL) as reader:
            yield Measured(process.pid, int(url.rpartition(":")[2]), context)
            process.kill()
            reader.wait()


async def measured(served: Measured) -> dict[str, float]:
    """Ask in a row, then at once, in ms; and what the row left in memory, in kilobytes."""
    caller = await served.caller()
    for _ in range(_WARM_UP):
        await caller.call_ms()
    before = served.memory_kb()
    row = sorted([await caller.call_ms() for _ in range(IN_A_ROW)])
    grown_kb = served.memory_kb() - before
    wholes, single = await _at_once(served, rounds=_ROUNDS)
    await caller.close()
    single.sort()
    return {
        "p50": row[len(row) // 2],
        "p99": row[len(row) * 99 // 100],
        "at_once": sorted(wholes)[_ROUNDS // 2],
        "at_once_p99": single[len(single) * 99 // 100],
        "at_once_each": sorted(wholes)[_ROUNDS // 2] / AT_ONCE,
        "grown_kb": grown_kb,
    }


async def _at_once(served: Measured, *, rounds: int) -> tuple[list[float], list[float]]:
    """Return how long each round took, and each of its calls."""
    callers = [await served.caller() for _ in range(AT_ONCE)]
    wholes, single = list[float](), list[float]()
    for _ in range(rounds):
        began = time.perf_counter()
        single += await asyncio.gather(*(each.call_ms() for each in callers))
        wholes.append((time.perf_counter() - began) * 1000)
    await asyncio.gather(*(each.close() for each in callers))
    return wholes, single


if __name__ == "__main__":
    with serving(Path(os.environ["AITDESK_HOME"])) as served:
        print(json.dumps(asyncio.run(measured(served))))

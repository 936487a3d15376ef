"""The partner API as a process of its own, how to ask it, and which names it ever looked up."""

from __future__ import annotations

import os
import ssl
import subprocess
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx

from e2e.command import AITDESK

if TYPE_CHECKING:
    from pathlib import Path

PREFIX = "/api-partner/v1/apps-in-toss"
APP = "my-app"
CONFIG = """
[partner]
calls_a_minute = 1000000
messages_a_minute = 1000000
messages_to_one_a_minute = 1000000
[promotions.by_code.TEST_AITDESK]
is_once_per_person = false
budget_krw = 1000000000
"""
# Python runs it first: every name that anything in the process looks up is written down.
_NOTE = """
import os, sys
def note(event, arguments):
    if event in ("socket.getaddrinfo", "socket.gethostbyname"):
        name = f"{arguments[0]}\\n".encode()
        os.write(resolved, name)
resolved = os.open(os.environ["RESOLVED"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
sys.addaudithook(note)
"""


@dataclass(frozen=True)
class Served:
    """A process that answers, and how to ask it. `folder` has its certificates."""

    process: subprocess.Popen[str]
    url: str
    folder: Path
    context: ssl.SSLContext
    resolved: Path
    reader: threading.Thread

    def client(self) -> httpx.AsyncClient:
        """Return a client of its own connections."""
        limits = httpx.Limits(max_connections=200)
        return httpx.AsyncClient(
            verify=self.context, trust_env=False, limits=limits, base_url=self.url, timeout=60
        )

    def names(self) -> set[str]:
        """Return the names that the process looked up."""
        return set(self.resolved.read_text("utf-8").split())

    def end(self) -> None:
        """Kill it, and check that it never looked for Toss."""
        self.process.kill()
        self.process.wait()
        self.reader.join()
        assert [name for name in self.names() if "toss" in name] == []


def serve(home: Path) -> Served:
    """Start the command on a data folder."""
    config, noting, resolved = home / "aitdesk.toml", home / "noting", home / "resolved.txt"
    config.write_text(CONFIG, "utf-8")
    noting.mkdir(exist_ok=True)
    (noting / "sitecustomize.py").write_text(_NOTE, "utf-8")
    process = subprocess.Popen(
        [AITDESK, "partner", "--app-name", APP, "--port", "0", "--config", str(config)],
        env={
            **os.environ,
            "AITDESK_HOME": str(home),
            "PYTHONPATH": str(noting),
            "RESOLVED": str(resolved),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(3)]
    urls = lines[0].split()
    folder = home / "installs" / "default" / "partner"
    context = ssl.create_default_context(cafile=str(folder / "ca.pem"))
    client = folder / APP / "client-1.pem"
    context.load_cert_chain(client, client.with_suffix(".key"))
    # What it prints goes nowhere from here on: a full pipe would stop it.
    reader = threading.Thread(target=process.communicate)
    reader.start()
    return Served(process, urls[3].rstrip(","), folder, context, resolved, reader)

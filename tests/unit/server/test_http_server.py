from __future__ import annotations

import subprocess
import sys

LOADS = """
import sys
from aitdesk.server.http_server import load_server
load_server()
print(sorted({"uvicorn.main", "uvicorn.supervisors", "uvicorn.server"} & {*sys.modules}))
"""
USES = """
import uvicorn
from uvicorn import Config, Server
print(Server is uvicorn.server.Server, Config is uvicorn.config.Config, uvicorn.run.__name__)
print(type(uvicorn.main).__name__, hasattr(uvicorn, "nothing"))
"""


def run(code: str) -> list[str]:
    """Run it in a process that has loaded nothing yet."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, check=True, text=True
    )
    return done.stdout.splitlines()


def test_the_server_loads_without_its_command_line() -> None:
    assert run(LOADS) == ["['uvicorn.server']"]


def test_whoever_uses_the_rest_of_it_gets_the_real_one() -> None:
    assert run(LOADS + USES)[1:] == ["True True run", "Command False"]


def test_what_is_loaded_already_stays_as_it_is() -> None:
    before = "import uvicorn\nbefore = uvicorn.Server"
    assert run(before + LOADS + "print(uvicorn.Server is before)")[1] == "True"

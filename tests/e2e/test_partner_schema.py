"""The partner API asked all that its own document allows, and much that it does not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from e2e.partner_process import APP, Served, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMATHESIS = str(Path(sys.executable).with_name("schemathesis"))
# Toss refuses with HTTP 200 and FAIL what others refuse with 400, and an unknown code with 400.
NOT_TOSS = "negative_data_rejection,positive_data_acceptance"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """Serve until the test ends."""
    found = serve(tmp_path)
    yield found
    found.end()


@pytest.mark.parametrize(
    "amount",
    [
        pytest.param(("--phases=coverage", "--max-time=8"), id="edges"),
        pytest.param(
            ("--phases=coverage,fuzzing", "--max-examples=100", "--max-time=150"),
            id="and-at-random",
            marks=pytest.mark.full,
        ),
    ],
)
def test_both_hosts_keep_to_the_document_whatever_they_are_asked(
    served: Served, tmp_path: Path, amount: tuple[str, ...]
) -> None:
    certificate = served.folder / APP / "client-1.pem"
    both = tmp_path / "client.pem"
    both.write_bytes(certificate.read_bytes() + certificate.with_suffix(".key").read_bytes())
    told = subprocess.run(
        [
            SCHEMATHESIS, "run", f"{served.url}/openapi.json", *amount,
            f"--request-cert={both}", f"--tls-verify={served.folder / 'ca.pem'}",
            f"--exclude-checks={NOT_TOSS}", "--warnings=off", "--seed=1",
        ],
        capture_output=True,
        check=False,
        cwd=tmp_path,
        text=True,
    )  # fmt: skip
    assert (told.returncode, "Tested: 18" in told.stdout) == (0, True), told.stdout[-4000:]

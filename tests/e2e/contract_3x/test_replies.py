"""What every name of SDK 3.x gives, on both platforms, in both environments, every way.

Through the public functions, in the real WebView. The phone is steered from outside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from e2e.contract.around import AROUND, TOSS, Around
from e2e.contract.desk import PAGE
from e2e.contract.test_replies import ends_at_close
from e2e.contract_3x.cases import CASES, Case, Way
from e2e.contract_3x.desk import Desk3x
from e2e.contract_3x.expected import check, look
from standin import with_head

if TYPE_CHECKING:
    from pathlib import Path

    from e2e.command import Runner

ENDS_THE_RUN: Final = CASES["method", "closeView"]
CONSTANTS: Final = [case for case in CASES.values() if case.kind == "constant"]
CALLED: Final = [
    case for case in CASES.values() if case.kind != "constant" and case != ENDS_THE_RUN
]
PLACES: Final = [
    pytest.param(case, way, place, id=f"{case}-{way.path}-{place}")
    for case in CALLED
    for way in case.ways
    for place in AROUND
    # What depends on versions is in test_gates.py, also for the sandbox.
    if place.operational == TOSS or not case.is_gated
]


@pytest.mark.parametrize("case", CONSTANTS, ids=str)
@pytest.mark.parametrize("place", AROUND, ids=str)
def test_a_constant_is_what_the_phone_is(desk: Desk3x, case: Case, place: Around) -> None:
    seen = desk.arrange(place)
    for way in case.ways:
        look(desk, case, way, place, seen)


@pytest.mark.parametrize(("case", "way", "place"), PLACES)
def test_a_name_gives_what_the_phone_gives(
    desk: Desk3x, case: Case, way: Way, place: Around
) -> None:
    if case.toss_version:
        place = Around(place.platform, place.operational, case.toss_version)
    check(desk, case, way, place)


@pytest.mark.parametrize("way", ENDS_THE_RUN.ways, ids=lambda way: way.path)
def test_close_view_ends_the_run(
    run_preview: Runner, standin_page: str, way: Way, tmp_path: Path
) -> None:
    script = ends_at_close(f"{Desk3x.LINE}\n{PAGE}\nvoid {way.expression};")
    run = run_preview(with_head(standin_page, tmp_path / "page", "", end=script))
    run.entry("loaded", ok=True)
    run.control.ask("POST", "/navigate", {"path": "/close"})
    assert run.wait() == 0
    (entry,) = run.journal("call", name=ENDS_THE_RUN.name)
    assert (entry["args"], entry["outcome"], entry["value"]) == ([], "resolved", None)
    assert entry["line"] == "3"

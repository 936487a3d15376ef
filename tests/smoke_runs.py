"""Runs that never ran, for tests of what is made of them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image

from aitdesk.checks.smoke.judging import SmokePlan, Tested, Walked, judged
from aitdesk.checks.smoke.states import SmokeState
from aitdesk.checks.smoke.walk import Seen, WalkShot
from aitdesk.checks.smoke.window import Noted
from aitdesk.client.served import Served

if TYPE_CHECKING:
    from aitdesk.checks.smoke.allowing import Rule
    from aitdesk.checks.smoke.result import Failure

ORIGIN = "https://shop.apps.tossmini.com"


def noted(kind: str, *, step: str = "load", at_ms: float = 100.0, **fields: Any) -> Noted:  # noqa: ANN401  # JSON
    return Noted(step, {"id": 1, "at_ms": at_ms, "kind": kind, **fields})


def called(name: str, *args: object, step: str = "load", **fields: Any) -> Noted:  # noqa: ANN401  # JSON
    said = {"outcome": "resolved", "ms": 1.25, **fields}
    return noted("call", step=step, name=name, args=list(args), **said)


def png(*, width_px: int = 40, height_px: int = 80, color: str = "#3182f6") -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (width_px, height_px), color).save(written, "PNG")
    return written.getvalue()


def ran(
    *entries: Noted,
    failures: tuple[Failure, ...] = (),
    rules: tuple[Rule, ...] = (),
    shots: tuple[WalkShot, ...] | None = None,
    target: str = "dist",
    state: str = "first-start",
    folder: Path = Path("out/dist"),
    **seen: Any,  # noqa: ANN401  # members of Seen
) -> Tested:
    shown = (WalkShot("load", png()),) if shots is None else shots
    plan = SmokePlan(target, Served(), "shop", (), (), 15, folder, rules=rules)
    looked = Seen(failures=list(failures), shots=list(shown), ms=1_500, **seen)
    walked = Walked(SmokeState(state, is_walked=False), ORIGIN, entries, looked)
    return judged(plan, walked, claimed=looked.resources)

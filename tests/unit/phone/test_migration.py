from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field

import pytest

from aitdesk.phone import migration
from aitdesk.phone.migration import OWN_NAME, Migration

APPS = "https://my-app.apps.tossmini.com"
WEB = "https://my-app.web.tossmini.com"
UNREADABLE = [{"storage": "localStorage"}]


@dataclass
class Kept:
    """What an engine keeps: JSON by origin, None for one that never answers."""

    texts: dict[str | None, str | None] = field(default_factory=dict)

    async def local_storage(self, origin: str | None) -> str:
        text = self.texts.get(origin, "")
        if text is None:
            await asyncio.Event().wait()
        return text or ""


def moved(texts: dict[str | None, str | None]) -> Migration:
    return Migration(APPS, WEB, Kept(texts))


def test_both_sides_are_told() -> None:
    found = asyncio.run(moved({WEB: json.dumps({"a": "1"}), None: json.dumps({})}).storage())
    assert found == {
        "previous": {"origin": WEB, "localStorage": {"a": "1"}, "errors": []},
        "current": {"origin": APPS, "localStorage": {}, "errors": []},
    }


@pytest.mark.parametrize("text", ["", None], ids=["cannot be read", "never answers"])
def test_a_storage_that_cannot_be_read_is_an_error_of_its_side(
    text: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migration, "PATIENCE_S", 0.01)
    assert asyncio.run(moved({WEB: text, None: "{}"}).storage()) == {
        "previous": {"origin": WEB, "localStorage": {}, "errors": UNREADABLE},
        "current": {"origin": APPS, "localStorage": {}, "errors": []},
    }


def test_nothing_is_read_where_there_is_no_window() -> None:
    found = asyncio.run(Migration(APPS, WEB).storage())
    assert [side["errors"] for side in (found["previous"], found["current"])] == [UNREADABLE] * 2  # type: ignore[index,call-overload]


def test_the_call_has_the_name_that_is_set_and_only_after_a_move() -> None:
    there = moved({})
    before = [there.own_name(name) for name in ("getOriginStorage", "share")]
    there.observable.update(call="readOrigin")
    after = [there.own_name(name) for name in ("getOriginStorage", "readOrigin")]
    assert (before, after) == ([OWN_NAME, "share"], ["getOriginStorage", OWN_NAME])
    assert Migration(APPS).own_name("getOriginStorage") == "getOriginStorage"

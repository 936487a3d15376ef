from __future__ import annotations

import asyncio

import pytest

from aitdesk.engine.headless import Headless
from aitdesk.phone.clipboard import Clipboard, ClipboardState
from aitdesk.phone.observable import Observable


def test_nothing_was_copied_at_first() -> None:
    assert asyncio.run(Clipboard().text()) == ""


@pytest.mark.parametrize(("uses_desktop", "own", "desktops"), [(False, "b", "a"), (True, "", "b")])
def test_a_copy_goes_to_the_clipboard_that_is_in_use(
    own: str, desktops: str, *, uses_desktop: bool
) -> None:
    desktop = Headless(clipboard="a")
    clipboard = Clipboard(Observable(ClipboardState(uses_desktop=uses_desktop)), desktop)
    asyncio.run(clipboard.copy("b"))
    assert (clipboard.observable.value.text, desktop.clipboard) == (own, desktops)


@pytest.mark.parametrize(("uses_desktop", "text"), [(False, "own"), (True, "the desktop's")])
def test_a_look_is_at_the_clipboard_that_is_in_use(text: str, *, uses_desktop: bool) -> None:
    state = ClipboardState(text="own", uses_desktop=uses_desktop)
    clipboard = Clipboard(Observable(state), Headless(clipboard="the desktop's"))
    assert asyncio.run(clipboard.text()) == text


def test_without_a_window_the_phones_own_is_used() -> None:
    clipboard = Clipboard(Observable(ClipboardState(uses_desktop=True)))
    asyncio.run(clipboard.copy("kept"))
    assert asyncio.run(clipboard.text()) == "kept"

from __future__ import annotations

import asyncio

import pytest

from aitdesk.phone.navigation import Move, Navigation


def moved(navigation: Navigation) -> list[Move]:
    moves: list[Move] = []
    navigation.moves.listen(moves.append)
    return moves


# What the web view reports, and the native stack after it (native host 2.10.8).
@pytest.mark.parametrize(
    ("visits", "stack", "index"),
    [
        ([("a", False)], ["a"], 0),
        ([("a", False), ("a", False)], ["a"], 0),
        ([("a", False), ("b", False)], ["a", "b"], 1),
        ([("a", False), ("b", False), ("a", True)], ["a", "b"], 0),
        ([("a", False), ("b", False), ("a", False)], ["a", "b", "a"], 2),
        ([("a", False), ("b", False), ("a", True), ("b", False)], ["a", "b"], 1),
        ([("a", False), ("b", False), ("a", True), ("c", False)], ["a", "c"], 1),
        (
            [("a", False), ("b", False), ("c", False), ("b", True), ("a", True), ("d", False)],
            ["a", "d"],
            1,
        ),
    ],
)
def test_the_native_stack_follows_the_page(
    visits: list[tuple[str, bool]], stack: list[str], index: int
) -> None:
    navigation = Navigation()
    for url, can_go_forward in visits:
        navigation.visited(url, can_go_forward=can_go_forward)
    assert (navigation.stack, navigation.index) == (stack, index)


def test_back_at_the_root_closes() -> None:
    navigation = Navigation()
    moves = moved(navigation)
    navigation.visited("a", can_go_forward=False)
    navigation.press_back()
    assert moves == [Move.CLOSE]


def test_back_before_the_first_page_closes() -> None:
    navigation = Navigation()
    moves = moved(navigation)
    navigation.press_back()
    assert moves == [Move.CLOSE]


def test_back_deeper_inside_goes_back_in_the_page() -> None:
    navigation = Navigation()
    moves = moved(navigation)
    navigation.visited("a", can_go_forward=False)
    navigation.visited("b", can_go_forward=False)
    navigation.press_back()
    assert moves == [Move.HISTORY_BACK]


def test_home_goes_home() -> None:
    navigation = Navigation()
    moves = moved(navigation)
    navigation.press_home()
    assert moves == [Move.HOME]


async def pressed_while_the_page_listens(navigation: Navigation) -> None:
    back, home = (
        asyncio.ensure_future(anext(presses.stream()))
        for presses in (navigation.back_presses, navigation.home_presses)
    )
    await asyncio.sleep(0)
    navigation.press_back()
    navigation.press_home()
    await asyncio.gather(back, home)


def test_a_page_that_listens_keeps_back_and_home_for_itself() -> None:
    navigation = Navigation()
    moves = moved(navigation)
    asyncio.run(pressed_while_the_page_listens(navigation))
    assert moves == []


def test_a_listener_that_is_not_the_pages_keeps_nothing_back() -> None:
    navigation = Navigation()
    moves = moved(navigation)
    navigation.back_presses.listen(lambda _: None)
    navigation.press_back()
    assert moves == [Move.CLOSE]


def test_a_page_that_pushes_without_end_keeps_a_bounded_stack() -> None:
    navigation = Navigation()
    for number in range(1_500):
        navigation.visited(f"https://a/{number}", can_go_forward=False)
    assert (len(navigation.stack), navigation.index, navigation.stack[-1]) == (
        1_000,
        999,
        "https://a/1499",
    )

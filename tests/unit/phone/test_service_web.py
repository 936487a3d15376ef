from __future__ import annotations

import asyncio

import pytest

from aitdesk.phone.prompts import Answer
from aitdesk.phone.service_web import Visibility, transparent_page
from rig import make_shell, quiet

URL = (
    "supertoss://transparent-service-web?url=https%3A%2F%2Ftoss.im%2Fa"
    "&onVisibilityChangeCallback=callback-1"
)


@pytest.mark.parametrize(
    ("url", "page"),
    [
        (URL, ("callback-1", "https://toss.im/a")),
        ("supertoss://web?url=https%3A%2F%2Ftoss.im", None),
        ("https://toss.im", None),
        ("supertoss://transparent-service-web", ("", "")),
    ],
)
def test_a_link_of_toss_opens_a_transparent_page(url: str, page: tuple[str, str] | None) -> None:
    assert transparent_page(url) == page


def test_it_is_visible_until_a_person_closes_it() -> None:
    shell, told = make_shell(), list[Visibility]()
    shell.service_web.changes.listen(told.append)

    async def open_and_close() -> None:
        showing = asyncio.create_task(shell.service_web.show("callback-1", "https://toss.im"))
        await quiet()
        shell.prompts.answer("prompt-1", Answer("close"), by="sheet")
        await showing

    asyncio.run(open_and_close())
    assert told == [
        Visibility("callback-1", is_visible=True),
        Visibility("callback-1", is_visible=False),
    ]


def test_a_visibility_that_did_not_change_is_not_told() -> None:
    shell, told = make_shell(), list[Visibility]()
    shell.service_web.changes.listen(told.append)
    for visible in ({"a": False}, {"a": True}, {"a": True, "b": False}):
        shell.service_web.observable.update(visible=visible)
    assert told == [Visibility("a", is_visible=True)]

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from aitdesk.errors import ApiError, ConfigError
from aitdesk.phone.environment import Operational, Platform
from aitdesk.phone.prompts import Answer
from aitdesk.phone.sharing import Shared, ShareLink, SharingState, is_share_link
from memory_vault import MemoryVault
from rig import make_shell, quiet

if TYPE_CHECKING:
    from aitdesk.phone import SimulatedPhone

NOW_MS = 1_767_225_600_000
PATH = "intoss://my-app/a%20b?x=1&y=값#z"


def share(shell: SimulatedPhone, *choices: str) -> str:
    """Share a text, answer its sheets, and return what the clipboard holds."""

    async def run() -> str:
        shell.sharing.share("hello")
        for choice in choices:
            await quiet()
            shell.prompts.answer(shell.prompts.waiting[0].id, Answer(choice), by="sheet")
        await quiet()
        shell.sharing.close()
        await quiet()
        return await shell.clipboard.text()

    return asyncio.run(run())


def link(shell: SimulatedPhone, path: str = PATH, *, og_image_url: str = "") -> str:
    return asyncio.run(shell.sharing.link(path, og_image_url=og_image_url))


@pytest.mark.parametrize(
    ("target", "clipboard"), [("messages", ""), ("memo", ""), ("copy", "hello")]
)
def test_what_was_shared_is_kept_with_its_target(target: str, clipboard: str) -> None:
    shell = make_shell()
    copied = share(shell, target)
    shared = Shared(message="hello", target=target, at_ms=NOW_MS)
    assert (copied, shell.sharing.observable.value) == (clipboard, SharingState(shared=(shared,)))


@pytest.mark.parametrize("choices", [["close"], []])
def test_nothing_is_shared_by_a_sheet_that_is_closed_or_left_open(choices: list[str]) -> None:
    shell = make_shell()
    share(shell, *choices)
    assert (shell.sharing.observable.value, shell.prompts.waiting) == (SharingState(), [])


def test_a_short_link_leads_back_to_its_path_in_every_run_and_for_everyone() -> None:
    vault = MemoryVault()
    made = link(make_shell(vault=vault))
    opened = asyncio.run(make_shell(vault=vault).sharing.open(made))
    assert (opened, is_share_link(made), made.startswith("https://minion.toss.im/aitdesk-")) == (
        PATH,
        True,
        True,
    )


def test_a_link_is_the_same_for_the_same_path_and_picture_only() -> None:
    shell = make_shell()
    links = [
        link(shell, path, og_image_url=picture)
        for path, picture in [
            ("intoss://a", ""), ("intoss://a", ""), ("intoss://b", ""), ("intoss://a", "p"),
        ]
    ]  # fmt: skip
    kept = list(asyncio.run(shell.sharing.links.all()).values())
    assert (links[0] == links[1], len(set(links)), kept) == (
        True,
        3,
        [
            ShareLink(path="intoss://a"),
            ShareLink(path="intoss://b"),
            ShareLink(path="intoss://a", og_image_url="p"),
        ],
    )


@pytest.mark.parametrize(
    ("platform", "toss_version", "operational", "is_short"),
    [
        (Platform.ANDROID, "5.239.9", Operational.TOSS, False),
        (Platform.ANDROID, "5.240.0", Operational.TOSS, True),
        (Platform.IOS, "5.238.9", Operational.TOSS, False),
        (Platform.IOS, "5.239.0", Operational.TOSS, True),
        (Platform.IOS, "5.0.0", Operational.SANDBOX, True),
    ],
)
def test_links_are_short_since_a_version(
    platform: Platform, toss_version: str, operational: Operational, *, is_short: bool
) -> None:
    shell = make_shell(platform=platform, toss_version=toss_version, operational=operational)
    made = link(shell)
    opened = asyncio.run(shell.sharing.open(made))
    assert (made.startswith("https://minion.toss.im/"), opened) == (is_short, PATH)


def test_a_long_link_names_its_path_twice() -> None:
    shell = make_shell(toss_version="5.0.0")
    assert link(shell, "intoss://my-app/a?b=c+d") == (
        "https://toss.onelink.me/aitdesk-fake"
        "?deep_link_value=intoss%3A%2F%2Fmy-app%2Fa%3Fb%3Dc%2Bd"
        "&af_dp=intoss%3A%2F%2Fmy-app%2Fa%3Fb%3Dc%2Bd"
    )


@pytest.mark.parametrize(
    "path",
    ["", "/", "/about", "my-app", "intoss:", "intoss://", "intoss:///a", "https://toss.im/a",
     "intoss-private://my-app", "intoss://my app", " intoss://my-app"],
)  # fmt: skip
def test_what_is_no_full_link_cannot_be_shared(path: str) -> None:
    with pytest.raises(ApiError) as refused:
        link(make_shell(), path)
    assert refused.value.code == "EXECUTION_ERROR"


@pytest.mark.parametrize("toss_version", ["5.0.0", "5.266.0"])
def test_half_a_surrogate_pair_becomes_what_javascript_makes_of_it(toss_version: str) -> None:
    shell = make_shell(toss_version=toss_version)
    made = link(shell, "intoss://my-app/\udfff", og_image_url="\ud800")
    assert asyncio.run(shell.sharing.open(made)) == "intoss://my-app/�"


@pytest.mark.parametrize(
    "foreign",
    ["", "https://minion.toss.im/", "https://minion.toss.im/aitdesk-unknown", "http://[",
     "https://minion.toss.im.example/aitdesk-unknown", "https://toss.onelink.me/aitdesk-fake?",
     "https://toss.onelink.me/aitdesk-fake?deep_link_value=https://toss.im"],
)  # fmt: skip
def test_a_link_that_was_not_made_here_is_refused(foreign: str) -> None:
    with pytest.raises(ConfigError, match="getTossShareLink makes them"):
        asyncio.run(make_shell().sharing.open(foreign))


def test_the_bare_link_leads_to_the_path_that_a_page_adds() -> None:
    shell = make_shell()
    query = urlencode({"deep_link_value": PATH, "af_dp": PATH})  # as URLSearchParams writes it
    made = f"{shell.sharing.bare_link}?{query}"
    assert (asyncio.run(shell.sharing.open(made)), is_share_link(made)) == (PATH, True)

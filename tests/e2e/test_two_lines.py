"""One page with two copies of SDK 3.x, and one with both lines of the SDK, in either order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

import pytest

from phone import Phone, open_phone
from standin import settle

if TYPE_CHECKING:
    from e2e.conftest import Opener

BOTH: Final = ("both.html", "both-reversed.html")
# Notes on each emitter, by the order of the copies, which replies and events it was given.
NOTE_EMITTED: Final = """() => {
  window.emitted = Object.values(nativeEmitterMap).map((emitter) => {
    const noted = [];
    const { emit } = emitter;
    emitter.emit = function (event, ...values) {
      noted.push([event.split("-")[0], values]);
      return emit.call(this, event, ...values);
    };
    return noted;
  });
}"""
# Counts on each of the two how often it hears of back. What is posted is taken in order: once a
# later call is answered, the host knows.
LISTEN: Final = """(names) => {
  window.heard = {};
  window.stop = {};
  for (const name of names) {
    heard[name] = 0;
    const onEvent = () => { heard[name] += 1; };
    stop[name] = window[name].graniteEvent.addEventListener("backEvent", { onEvent });
  }
  return sdk.getNetworkStatus();
}"""
STOP: Final = "(name) => { stop[name](); return sdk.getNetworkStatus(); }"
# Starts everything at once, so that replies overtake each other on one wire.
ASK_AT_ONCE: Final = """async (names) => {
  const store = (name) => window[name].Storage;
  await Promise.all(names.map((name) => store(name).setItem(name, `of ${name}`)));
  const asked = Array.from({ length: 20 }, (_, number) => names[number % names.length]);
  const told = await Promise.all(asked.map((name) => store(name).getItem(name)));
  return told.every((text, number) => text === `of ${asked[number]}`);
}"""


@pytest.fixture(scope="module")
def kept(keep_miniapp: Opener, standin_page: str) -> Phone:
    return open_phone(keep_miniapp, standin_page)


def opened(kept: Phone, page: str) -> Phone:
    """The phone as it began, with this page of the stand-in in it."""
    kept.ask("POST", "/reset", {})
    kept.page.goto(urljoin(kept.page.url, f"/{page}"))
    kept.page.wait_for_function("() => document.querySelector('#status').textContent === 'ready'")
    return kept


@pytest.fixture
def two(kept: Phone) -> Phone:
    """A page with two copies of the SDK: `sdk` and `other`."""
    return opened(kept, "two.html")


@pytest.fixture(params=BOTH)
def both(kept: Phone, request: pytest.FixtureRequest) -> Phone:
    """A page with `sdk2`, the real SDK 2.10.8, and `sdk`, whichever comes first."""
    return opened(kept, request.param)


def press_back(phone: Phone, **counts: int) -> None:
    """Press back, and see that the listeners have heard of it so often by now, and no oftener."""
    phone.press("back")
    phone.page.wait_for_function(
        "(counts) => Object.entries(counts).every(([name, count]) => heard[name] >= count)",
        arg=counts,
    )
    settle(phone, "() => sdk.getNetworkStatus()")
    assert phone.page.evaluate("heard") == counts


# Two copies of SDK 3.x.


def test_each_of_two_copies_gets_its_own_replies(two: Phone) -> None:
    settle(two, "() => Promise.all([sdk.getNetworkStatus(), other.getNetworkStatus()])")
    two.page.evaluate(NOTE_EMITTED)
    settle(two, "() => sdk.Storage.setItem('who', 'sdk')")
    settle(two, "() => other.Storage.getItem('who')")
    assert two.page.evaluate("emitted") == [
        [["setStorageItem", [None]]],
        [["getStorageItem", ["sdk"]]],
    ]


def test_the_replies_of_two_copies_may_overtake_each_other(two: Phone) -> None:
    assert settle(two, ASK_AT_ONCE, ["sdk", "other"]) is True


def test_back_reaches_both_copies_and_the_one_that_stays_when_the_other_goes(two: Phone) -> None:
    settle(two, LISTEN, ["sdk", "other"])
    press_back(two, sdk=1, other=1)
    settle(two, STOP, "sdk")
    press_back(two, sdk=1, other=2)
    assert two.page.url.endswith("/two.html")


@pytest.mark.parametrize("first", ["sdk", "other"])
def test_the_older_global_stays_that_of_the_copy_that_called_first(two: Phone, first: str) -> None:
    second = "other" if first == "sdk" else "sdk"
    found = settle(
        two,
        """async ([first, second]) => {
          const before = [typeof nativeEmitter, typeof nativeEmitterMap];
          await window[first].getNetworkStatus();
          const emitter = nativeEmitter;
          await window[second].getNetworkStatus();
          const all = Object.values(nativeEmitterMap);
          return [before, all.length, nativeEmitter === emitter, all.indexOf(emitter)];
        }""",
        [first, second],
    )
    assert found == [["undefined", "undefined"], 2, True, 0]


# Both lines.


def test_both_lines_get_the_same_key_each_over_its_own_wire(both: Phone) -> None:
    after = both.ask("GET", "/journal?limit=5000")["next_after"]
    older = settle(both, "() => sdk2.getAnonymousKey()")
    newer = settle(both, "() => sdk.getAnonymousKey()")
    settle(both, "() => sdk.getNetworkStatus()")  # what was answered before it is journaled by now
    entries = both.ask("GET", f"/journal?after={after}&limit=5000")["entries"]
    calls = [entry for entry in entries if entry.get("name") == "getAnonymousKey"]
    assert (newer, newer["type"]) == (older, "HASH")
    assert [(call["value"], call.get("line")) for call in calls] == [(older, None), (older, "3")]


def test_the_replies_of_both_lines_may_overtake_each_other(both: Phone) -> None:
    assert settle(both, ASK_AT_ONCE, ["sdk2", "sdk"]) is True


def test_both_lines_share_what_the_mini_app_stored(both: Phone) -> None:
    settle(both, "() => sdk2.Storage.setItem('written', 'by 2.x')")
    read = settle(both, "() => sdk.Storage.getItem('written')")
    settle(both, "() => sdk.Storage.clearItems()")
    left = settle(both, "async () => (await sdk2.Storage.getItem('written')) === null")
    assert (read, left) == ("by 2.x", True)


def test_back_reaches_both_lines_and_the_one_that_stays_when_the_other_goes(both: Phone) -> None:
    settle(both, LISTEN, ["sdk2", "sdk"])
    press_back(both, sdk2=1, sdk=1)
    settle(both, STOP, "sdk2")
    press_back(both, sdk2=1, sdk=2)


def test_each_line_reads_its_own_constants_and_they_agree(both: Phone) -> None:
    names = ["getLocale", "getPlatformOS", "getTossAppVersion", "getSchemeUri", "getDeviceId"]
    said = both.page.evaluate(
        "(names) => [sdk2, sdk].map((line) => names.map((name) => line[name]()))", names
    )
    assert said[0] == said[1]
    both.patch(environment={"platform": "android", "locale": "en-US"})
    both.page.wait_for_function(
        "() => [sdk2, sdk].every((line) => line.getPlatformOS() === 'android')"
    )
    assert both.page.evaluate("[sdk2.getLocale(), sdk.getLocale()]") == ["en-US", "en-US"]


@pytest.mark.parametrize(
    ("page", "options", "told"),
    [
        (BOTH[0], {}, [("3", "apps-in-toss.config.mjs"), ("2", "its first message")]),
        (BOTH[1], {"line": "2"}, [("2", "--line"), ("3", "its first message")]),
    ],
)
def test_the_journal_tells_both_lines_once_and_what_told_them(
    new_miniapp: Opener,
    standin_page: str,
    page: str,
    options: dict[str, str],
    told: list[tuple[str, str]],
) -> None:
    link = f"intoss://both/{page}"
    started = new_miniapp(target=standin_page, app_name="both", scheme=link, **options)
    started.page.wait_for_function("() => 'sdk' in window && 'sdk2' in window")
    for _ in range(2):
        settle(Phone(started), "() => sdk2.getNetworkStatus()")
        settle(Phone(started), "() => sdk.getNetworkStatus()")
    started.shell.await_entry("call", name="getNetworkStatus", line="3")
    lines = [(entry["line"], entry["told_by"]) for entry in started.shell.journal("line")]
    assert lines == told

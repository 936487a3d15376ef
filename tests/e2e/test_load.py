"""Many calls in one page: every one answered, to the one who asked, and nothing piles up."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from process_tree import descendants
from share import by_share

if TYPE_CHECKING:
    from aitdesk.driver import MiniApp
    from e2e.conftest import Opener

WARM_UP, SEQUENTIAL, CONCURRENT = 10_000, 20_000, 5_000
MOST_GROWTH = 20 * 1024 * 1024

CALL_ONE_BY_ONE = """async (times) => {
  const hashes = new Set();
  for (let i = 0; i < times; i++) hashes.add((await sdk.getAnonymousKey()).hash);
  return [...hashes];
}"""
CALL_AT_ONCE = """async (times) => {
  const calls = Array.from({ length: times }, () => sdk.getAnonymousKey());
  const answers = await Promise.all(calls);
  return { answers: answers.length, hashes: [...new Set(answers.map(({ hash }) => hash))] };
}"""
ASK_FOR_DIFFERENT_THINGS_AT_ONCE = """async (times) => {
  const keys = Array.from({ length: times }, (_, i) => `key ${i % 500}`);
  await Promise.all(keys.slice(0, 500).map((key) => sdk.Storage.setItem(key, `value of ${key}`)));
  const values = await Promise.all(keys.map((key) => sdk.Storage.getItem(key)));
  return keys.filter((key, i) => values[i] !== `value of ${key}`);
}"""


@pytest.fixture(scope="module")
def miniapp(keep_miniapp: Opener, sdk_page: str) -> MiniApp:
    started = keep_miniapp(target=sdk_page)
    started.page.wait_for_function("'sdk' in window")
    return started


def memory(process_id: int) -> int:
    """Return the bytes of memory that the process holds itself."""
    resident, shared = Path(f"/proc/{process_id}/statm").read_text().split()[1:3]
    return (int(resident) - int(shared)) * os.sysconf("SC_PAGE_SIZE")


def memory_below(miniapp: MiniApp) -> dict[int, int]:
    """Return the memory of every process of the run, once the page has dropped its garbage."""
    miniapp.page.context.new_cdp_session(miniapp.page).send("HeapProfiler.collectGarbage")
    own = miniapp.process.pid
    return {process: memory(process) for process in (own, *descendants(own))}


def count_calls(miniapp: MiniApp) -> int:
    calls = miniapp.shell.journal("call", name="getAnonymousKey", outcome="resolved")
    return len(calls)


@by_share
def test_many_calls_one_by_one_are_answered_in_flat_memory(miniapp: MiniApp, share: int) -> None:
    page, known = miniapp.page, count_calls(miniapp)
    (hash_,) = page.evaluate(CALL_ONE_BY_ONE, WARM_UP // share)
    before = memory_below(miniapp)
    assert page.evaluate(CALL_ONE_BY_ONE, SEQUENTIAL // share) == [hash_]
    growth = {id_: now - before.get(id_, 0) for id_, now in memory_below(miniapp).items()}
    # The emitter of the SDK keeps an empty list for every call, 4 MB of them in the page.
    assert {id_: grown for id_, grown in growth.items() if grown > MOST_GROWTH} == {}
    assert count_calls(miniapp) - known == (WARM_UP + SEQUENTIAL) // share


def test_5000_calls_at_once_are_answered(miniapp: MiniApp) -> None:
    before = count_calls(miniapp)
    (hash_,) = miniapp.page.evaluate(CALL_ONE_BY_ONE, 1)
    answered = {"answers": CONCURRENT, "hashes": [hash_]}
    assert miniapp.page.evaluate(CALL_AT_ONCE, CONCURRENT) == answered
    assert count_calls(miniapp) == before + 1 + CONCURRENT


def test_5000_different_calls_at_once_each_get_their_own_answer(miniapp: MiniApp) -> None:
    assert miniapp.page.evaluate(ASK_FOR_DIFFERENT_THINGS_AT_ONCE, CONCURRENT) == []
    miniapp.close()
    miniapp.process.stop()
    assert miniapp.process.ended() == "the WebView process ended: exit code 0"

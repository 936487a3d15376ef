"""The pytest plugin: mini-apps in the real WebView, each on a fresh phone.

Every name of it that pytest shows begins with aitdesk, but for the fixtures of a test.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aitdesk.pytest_plugin.ending import give_signals_back, take_signals
from aitdesk.pytest_plugin.fixtures import (
    DESK,
    SERVER,
    _aitdesk_desk,
    _aitdesk_kept,
    _aitdesk_starts,
    aitdesk_options,
    aitdesk_server,
    async_aitdesk_server,
    async_miniapp,
    async_new_miniapp,
    async_partner,
    miniapp,
    new_miniapp,
    partner,
)
from aitdesk.pytest_plugin.options import MARKER, Options, add_options, said_options, says_anything

if TYPE_CHECKING:
    from collections.abc import Generator

__all__ = [
    "Options",
    "_aitdesk_desk",
    "_aitdesk_kept",
    "_aitdesk_starts",
    "aitdesk_options",
    "aitdesk_server",
    "async_aitdesk_server",
    "async_miniapp",
    "async_new_miniapp",
    "async_partner",
    "miniapp",
    "new_miniapp",
    "partner",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    add_options(parser)


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker; refuse options that do not fit before anything starts.

    A run that is told of a mini-app ends as we end; so does the one that starts xdist's workers.
    """
    config.addinivalue_line("markers", MARKER)
    said_options(config)
    if says_anything(config):
        take_signals(config)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Take the signals where there are tests with mini-apps; otherwise they are pytest's own."""
    if any("_aitdesk_kept" in getattr(each, "fixturenames", ()) for each in session.items):
        take_signals(session.config)


def pytest_unconfigure() -> None:
    """Give them back."""
    give_signals_back()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, object, object]:
    """Explain a mini-app that could not be opened."""
    try:
        return (yield)
    except Exception as problem:
        _explain(item, problem)
        raise


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Fail a test for what its mini-apps did wrong, and explain why it failed."""
    try:
        result = yield
    except (Exception, pytest.fail.Exception) as problem:
        _explain(item, problem)
        raise
    desk = item.stash.get(DESK, None)
    if desk is not None:
        desk.judge()
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add the journals to the report of a test that failed."""
    report = yield
    desk = item.stash.get(DESK, None)
    if desk is not None and report.failed and (section := desk.section()):
        report.sections.append(("aitdesk", section))
    server = item.stash.get(SERVER, None)
    if server is not None and report.failed and report.when == "call":
        report.sections.append(("aitdesk server", server.last_lines()))
    return report


def _explain(item: pytest.Item, problem: BaseException) -> None:
    desk = item.stash.get(DESK, None)
    if desk is not None and not isinstance(problem, pytest.exit.Exception):
        desk.explain(problem)

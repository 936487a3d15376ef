"""One test's mini-apps: opened, judged when it ends, and told of when it fails."""

from __future__ import annotations

import inspect
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from aitdesk.errors import DriverError
from aitdesk.pytest_plugin.artifacts import write
from aitdesk.pytest_plugin.options import Artifacts

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aitdesk.driver import AsyncMiniApp, Evidence, Finding, MiniApp
    from aitdesk.pytest_plugin.options import Options
    from aitdesk.pytest_plugin.process_pool import ProcessPool

_NOTED_LINES, _TOLD_LINES = 8, 40


@dataclass(repr=False)
class OpenedMiniApps:
    """The mini-apps of one test."""

    item: pytest.Item
    kept: ProcessPool
    options: Options
    """What they begin with: the run's options, and the test's marker over them."""

    has_failed: bool = False
    _apps: list[MiniApp | AsyncMiniApp] = field(default_factory=list)
    _allowed: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def open(self, **others: Any) -> MiniApp:  # noqa: ANN401  # each its own
        """Open a mini-app. Raises DriverError where it does not load."""
        __tracebackhide__ = True
        if inspect.iscoroutinefunction(getattr(self.item, "function", None)):
            message = "this test awaits, and miniapp blocks: use async_miniapp"
            raise DriverError(message, code="IN_LOOP")
        options, name = self._wanted(others)
        webview = self.kept.webview(options.served(), options.patience())
        return webview.open(
            options.phone(), name=name, patience=options.patience(), opened=self._apps.append
        )

    @asynccontextmanager
    async def open_async(self, **others: Any) -> AsyncIterator[AsyncMiniApp]:  # noqa: ANN401
        """Open a mini-app for the block. Raises DriverError where it does not load."""
        options, name = self._wanted(others)
        webview = await self.kept.async_webview(options.served(), options.patience())
        async with webview.open(
            options.phone(), name=name, patience=options.patience(), opened=self._apps.append
        ) as miniapp:
            try:
                yield miniapp
            except BaseException:
                await miniapp.look(is_whole=self._keeps_failures)
                raise
            evidence = await miniapp.look(is_whole=options.artifacts is Artifacts.ON)
            if self._against(evidence) and self._keeps_failures:
                await miniapp.look(is_whole=True)

    def judge(self) -> None:
        """Fail the test for what speaks against its mini-apps."""
        self._look(is_whole=self.options.artifacts is Artifacts.ON)
        against = [(each, self._against(each.evidence)) for each in self._apps]
        lines = [
            f"{app.name}: {finding.text}" if len(self._apps) > 1 else finding.text
            for app, findings in against
            for finding in findings
        ]
        if lines:
            self._failed()
            lines += [f'allow with @pytest.mark.aitdesk(allow="{_kind(against)}")', self.note()]
            pytest.fail("\n".join(lines), pytrace=False)

    def explain(self, problem: BaseException) -> None:
        """Say, at the end of why the test failed, what happened last and what was waited for."""
        self._look(is_whole=False)
        self._failed()
        if self._apps:
            problem.add_note(self.note())

    def note(self) -> str:
        """Return what was waited for, and the last lines of each journal."""
        return "\n".join(
            line for app in self._apps for line in _told(app.evidence, count=_NOTED_LINES)
        )

    def section(self) -> str:
        """Return more of the journals and the consoles, for the report."""
        parts = list[str]()
        for app in self._apps:
            parts += _told(app.evidence, count=_TOLD_LINES)
            console = app.evidence.console()
            parts += ["console:", console.rstrip("\n")] if console else []
        return "\n".join(parts)

    def close(self) -> None:
        """Close what is open, and write the folder of a test that leaves one."""
        for app in self._apps:
            if not inspect.iscoroutinefunction(app.close):
                app.close()
        wanted = self.options.artifacts
        if wanted is Artifacts.ON or (wanted is Artifacts.ON_FAILURE and self.has_failed):
            write(self.options.output, self.item.nodeid, [app.evidence for app in self._apps])

    @property
    def _keeps_failures(self) -> bool:
        return self.options.artifacts is not Artifacts.OFF

    def _wanted(self, others: dict[str, Any]) -> tuple[Options, str]:
        number = len(self._apps) + 1
        name = str(others.pop("name", "miniapp" if number == 1 else f"miniapp-{number}"))
        options = self.options.but(**others)
        self._allowed[name] = options.allow
        return options, name

    def _look(self, *, is_whole: bool) -> None:
        for app in self._apps:
            if app.is_open and not inspect.iscoroutinefunction(app.look):
                app.look(is_whole=is_whole)

    def _failed(self) -> None:
        self.has_failed = True
        if self._keeps_failures:
            self._look(is_whole=True)

    def _against(self, evidence: Evidence) -> list[Finding]:
        allowed = self._allowed[evidence.name]
        return [each for each in evidence.findings() if not each.is_allowed(allowed)]


def _kind(against: list[tuple[Any, list[Finding]]]) -> str:
    return next(finding.kind for _, findings in against for finding in findings)


def _told(evidence: Evidence, *, count: int) -> list[str]:
    told = [f"--- {evidence.name} ---"]
    if evidence.trouble is not None:
        told.append(evidence.trouble)
    if evidence.waits_for is not None:
        told.append(f"waited for: {evidence.waits_for}")
    told += [f"open sheet: {each['kind']} {each['for_call']}" for each in evidence.sheets]
    return [*told, "last in its journal:", *(evidence.last_lines(count) or ["nothing"])]

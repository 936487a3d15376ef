"""Drives mini-apps for tests: one WebView process, a fresh phone for whoever asks, and its shell.

Nothing of Qt is loaded here; the WebView is a process of its own. Playwright is loaded by whoever
wants pages.
"""

from __future__ import annotations

from aitdesk.client.journal import Record, RecordedCall
from aitdesk.client.process import Process
from aitdesk.client.served import Served
from aitdesk.driver.call import ExpectedCall
from aitdesk.driver.evidence import Evidence, Finding, FindingKind
from aitdesk.driver.miniapp import AsyncMiniApp, MiniApp
from aitdesk.driver.options import Phone
from aitdesk.driver.partner import AsyncPartner, ExpectedCallback, Partner
from aitdesk.driver.shell import AsyncShell, Shell
from aitdesk.driver.webview import AsyncWebView, Patience, WebView

__all__ = [
    "AsyncMiniApp",
    "AsyncPartner",
    "AsyncShell",
    "AsyncWebView",
    "Evidence",
    "ExpectedCall",
    "ExpectedCallback",
    "Finding",
    "FindingKind",
    "MiniApp",
    "Partner",
    "Patience",
    "Phone",
    "Process",
    "Record",
    "RecordedCall",
    "Served",
    "Shell",
    "WebView",
]

Call = RecordedCall
"""Its former name, which tests may have."""

Kind = FindingKind
"""Its former name, which tests may have."""

"""What the documents of a page ask the phone, by requests to a scheme of our own (page/ask.js).

A request is kept until its question is answered. Nothing waits for it but the page: a nested event
loop, which Qt's own dialogs need, would hold every window of the process.
"""

from __future__ import annotations

import json
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QUrl
from PySide6.QtWebEngineCore import (
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)

from aitdesk.engine.qt.carrier import origin_of
from aitdesk.engine.qt.request_filter import ASK_SCHEME

if TYPE_CHECKING:
    from PySide6.QtWebEngineCore import QWebEngineProfile

    from aitdesk.engine.qt.page import LoopNotifier
    from aitdesk.value import Json

_NAME: Final = ASK_SCHEME.encode()
MOST_OPEN: Final = 200
"""Requests of one page that wait, at most: more than there are questions (phone/prompts.py)."""

MOST_CHARACTERS: Final = 8_000_000
_TOO_MUCH: Final = (
    f"the page asks for more than {MOST_OPEN} things at once past the SDK: "
    "more are taken as declined, and not shown"
)
_GONE: Final = {"gone": True}


def register_scheme() -> None:
    """Make the scheme known to Chromium; before there is an application."""
    scheme = QWebEngineUrlScheme(_NAME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    flags = QWebEngineUrlScheme.Flag
    scheme.setFlags(
        # Secure: no mixed content. A page's connect-src does not stop a phone's dialog either.
        flags.SecureScheme
        | flags.CorsEnabled
        | flags.ContentSecurityPolicyIgnored
        | flags.FetchApiAllowed
    )
    QWebEngineUrlScheme.registerScheme(scheme)


class AskScheme(QWebEngineUrlSchemeHandler):
    """The questions of one window that are open. On the GUI thread."""

    def __init__(self, profile: QWebEngineProfile, parent: QObject, *, tell: LoopNotifier) -> None:
        super().__init__(parent)
        self._tell = tell
        self._numbers = count(1)
        self._jobs: dict[int, tuple[QWebEngineUrlRequestJob, int]] = {}
        self._is_told = False
        profile.installUrlSchemeHandler(_NAME, self)

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:  # Qt's name
        """Keep the request, and tell of its question."""
        query = job.requestUrl().query(QUrl.ComponentFormattingOption.FullyEncoded)
        text = unquote(query, errors="replace")
        if not self._has_room(len(text)):
            _reply(job, _GONE)
            return
        number, origin = next(self._numbers), origin_of(job.initiator())
        self._jobs[number] = (job, len(text))
        job.destroyed.connect(partial(self._withdraw, number))
        self._tell(lambda listener: listener.web.asked(number, text, origin=origin))

    def answer(self, number: int, answer: Json) -> None:
        """Answer a question; nothing happens to one whose page has gone on without."""
        if (kept := self._jobs.pop(number, None)) is not None:
            _reply(kept[0], answer)

    def dismiss(self) -> None:
        """Answer every question with nothing: a page that waits cannot be left."""
        for number, (job, _) in list(self._jobs.items()):
            self._withdraw(number)
            _reply(job, _GONE)

    def _has_room(self, characters: int) -> bool:
        waiting = sum(length for _, length in self._jobs.values())
        self._is_told = self._is_told and bool(self._jobs)
        if len(self._jobs) < MOST_OPEN and waiting + characters <= MOST_CHARACTERS:
            return True
        if not self._is_told:
            self._is_told = True
            self._tell(lambda listener: listener.overran(_TOO_MUCH))
        return False

    def _withdraw(self, number: int) -> None:
        # Its page is gone, or has given up.
        if self._jobs.pop(number, None) is not None:
            self._tell(lambda listener: listener.web.withdrew(number))


def _reply(job: QWebEngineUrlRequestJob, answer: object) -> None:
    body = QBuffer(job)
    body.setData(json.dumps(answer).encode())
    body.open(QIODevice.OpenModeFlag.ReadOnly)
    # Frames of every origin may read what is said to them.
    allowed = {QByteArray(b"Access-Control-Allow-Origin"): QByteArray(b"*")}
    job.setAdditionalResponseHeaders(allowed)
    job.reply(b"application/json", body)

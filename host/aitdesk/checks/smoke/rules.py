"""What a journal says against a run: rules over its entries, with no look at the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from aitdesk.checks.smoke.result import CallMade, Failure, FailureKind
from aitdesk.checks.smoke.window import Noted, is_crash

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_REJECTION: Final = "Unhandled rejection: "
_UNCAUGHT: Final = "Uncaught "
_UNCAUGHT_REJECTION: Final = "Uncaught (in promise) "
_AT_ONCE_MS: Final = 50
_SHELLS_OWN: Final = "debugLog"


def failures(noted: Sequence[Noted], *, origin: str) -> list[Failure]:
    """Return what went wrong, in order; the same thing once, whatever it was noted as.

    `origin` is the mini-app's own.
    """
    missing = missing_files(noted)
    thrown = [each for each in noted if _is_page_error(each)]
    spoiled = {
        _thrown(each) for each in noted if _is_console_error(each) and _path(each.entry) in missing
    }
    found: dict[tuple[FailureKind, str], Failure] = {}
    for each in noted:
        failure = _failure(each, origin)
        if failure is None or _follows(each, missing, spoiled) or _is_copy(each, thrown):
            continue
        found.setdefault((failure.kind, _first_line(failure.text)), failure)
    return list(found.values())


def is_left(noted: Noted, origin: str) -> bool:
    """Return whether the page went to a web page of another origin here."""
    url = str(noted.entry.get("url", "")) if noted.entry["kind"] == "navigation" else ""
    # Only the start of the address: user and password would be before its host.
    is_own = re.match(re.escape(origin) + r"(?=[/?#]|$)", url) is not None
    is_page = url.startswith(("http://", "https://"))
    return is_page and not is_own


def is_close(noted: Noted) -> bool:
    """Return whether the mini-app ended here: by itself, or by back on its first page."""
    return noted.entry["kind"] == "state" and noted.entry.get("text") == "navigation: close"


def calls(noted: Iterable[Noted]) -> tuple[CallMade, ...]:
    """Return the calls in the order of their answers; not those that the native shell makes."""
    entries = (each.entry for each in noted if each.entry["kind"] == "call")
    return tuple(
        CallMade(str(entry["name"]), str(entry["outcome"]), float(entry["ms"]))
        for entry in entries
        if entry["name"] != _SHELLS_OWN
    )


def missing_files(noted: Iterable[Noted]) -> tuple[str, ...]:
    """Return the paths that looked like a file of the mini-app and were none, each once."""
    paths = (str(each.entry["path"]) for each in noted if each.entry["kind"] == "missing")
    return tuple(dict.fromkeys(paths))


def page_errors(noted: Iterable[Noted]) -> tuple[str, ...]:
    """Return what was thrown or rejected, with its stack."""
    return tuple(str(each.entry["text"]) for each in noted if _is_page_error(each))


def console_errors(noted: Iterable[Noted]) -> tuple[str, ...]:
    """Return the error lines of the console."""
    return tuple(str(each.entry["text"]) for each in noted if _is_console_error(each))


def unanswered(noted: Iterable[Noted]) -> tuple[str, ...]:
    """Return the names of calls that nobody answers, each once."""
    names = (str(each.entry["name"]) for each in noted if each.entry.get("outcome") == "unanswered")
    return tuple(dict.fromkeys(names))


def _failure(noted: Noted, origin: str) -> Failure | None:
    entry = noted.entry
    if is_left(noted, origin):
        return Failure(FailureKind.LEFT, noted.step, f"the page went to {entry['url']}")
    match entry["kind"]:
        case "page_error":
            return _page_failure(noted)
        case "missing":
            return Failure(FailureKind.MISSING_FILE, noted.step, str(entry["path"]))
        case "call" | "subscribe":
            return _call_failure(noted)
        case "console" if entry["level"] == "error":
            return _console_failure(str(entry["text"]), noted.step)
        case _:
            return None


def _page_failure(noted: Noted) -> Failure:
    text = str(noted.entry["text"])
    if is_crash(noted.entry):
        return Failure(FailureKind.CRASH, noted.step, text)
    kind = (
        FailureKind.UNHANDLED_REJECTION if text.startswith(_REJECTION) else FailureKind.PAGE_ERROR
    )
    return Failure(kind, noted.step, text.removeprefix(_REJECTION))


def _call_failure(noted: Noted) -> Failure | None:
    name = noted.entry["name"]
    match noted.entry.get("outcome"):
        case "unanswered":
            text = f"{name}: the Toss app has no such call, and never answers it"
            return Failure(FailureKind.UNANSWERED_CALL, noted.step, text)
        case "crashed":
            return Failure(FailureKind.SHELL_ERROR, noted.step, f"{name} failed in aitdesk itself")
        case _:
            return None


def _console_failure(text: str, step: str) -> Failure:
    # Of some rejections the page itself is never told: those of a promise of another script.
    if text.startswith(_UNCAUGHT_REJECTION):
        return Failure(
            FailureKind.UNHANDLED_REJECTION, step, text.removeprefix(_UNCAUGHT_REJECTION)
        )
    if text.startswith(_UNCAUGHT):
        return Failure(FailureKind.PAGE_ERROR, step, text.removeprefix(_UNCAUGHT))
    return Failure(FailureKind.CONSOLE_ERROR, step, text)


def _follows(noted: Noted, missing: Sequence[str], spoiled: set[str]) -> bool:
    """Return whether it is what comes of a missing file: the page of the root stands in for it."""
    if not (_is_page_error(noted) or _is_console_error(noted)):
        return False
    text = str(noted.entry["text"])
    is_named = any(re.search(rf"{re.escape(path)}(?![\w./-])", text) for path in missing)
    return is_named or _path(noted.entry) in missing or _thrown(noted) in spoiled


def _is_copy(noted: Noted, thrown: Sequence[Noted]) -> bool:
    """Return whether the console says again what the page threw."""
    text = str(noted.entry.get("text"))
    if not (_is_console_error(noted) and text.startswith(_UNCAUGHT)):
        return False
    is_rejection = text.startswith(_UNCAUGHT_REJECTION)
    return any(
        _thrown(each) == _thrown(noted)
        # What is no Error is worded in another way on the console.
        or (
            str(each.entry["text"]).startswith(_REJECTION) == is_rejection
            and abs(each.entry["at_ms"] - noted.entry["at_ms"]) < _AT_ONCE_MS
        )
        for each in thrown
    )


def _thrown(noted: Noted) -> str:
    """Return the error itself, without the words around it."""
    line = _first_line(str(noted.entry["text"]))
    for words in (_REJECTION, _UNCAUGHT_REJECTION, _UNCAUGHT):
        line = line.removeprefix(words)
    return line


def _is_page_error(noted: Noted) -> bool:
    return noted.entry["kind"] == "page_error" and not is_crash(noted.entry)


def _is_console_error(noted: Noted) -> bool:
    return bool(noted.entry["kind"] == "console" and noted.entry["level"] == "error")


def _path(entry: Any) -> str | None:  # noqa: ANN401  # an entry of any kind
    source = entry.get("source")
    return urlsplit(str(source)).path if source else None


def _first_line(text: str) -> str:
    return text.partition("\n")[0].strip()

"""What is known of a mini-app when its test ends, and what of it speaks against the mini-app."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from aitdesk.client.journal import line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aitdesk.client.journal import Entry

_REJECTION = "Unhandled rejection"
_ENDED = "the page's process ended: "


class FindingKind(StrEnum):
    """What fails a test, by the name that allows it."""

    PAGE_ERROR = "page-error"
    UNHANDLED_REJECTION = "unhandled-rejection"
    UNANSWERED_CALL = "unanswered-call"
    UNANSWERED_SHEET = "unanswered-sheet"
    CRASH = "crash"
    HANG = "hang"
    SHELL_ERROR = "shell-error"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that fails the test. `subject` is what a person calls it: a name, or the text."""

    kind: FindingKind
    subject: str
    text: str

    def is_allowed(self, allowed: Iterable[str]) -> bool:
        """Return whether one of these allows it: a kind, or "kind:" and part of the subject."""
        for each in allowed:
            kind, _, part = each.partition(":")
            if kind.strip() == self.kind and part.strip() in self.subject:
                return True
        return False


@dataclass(kw_only=True)
class Evidence:
    """What is known. `sheets` are those that are open; `trouble` is why nothing more is known."""

    name: str
    entries: list[Entry] = field(default_factory=list)
    sheets: list[dict[str, Any]] = field(default_factory=list)
    trouble: str | None = None
    waits_for: str | None = None
    state: Any = None
    screenshot: bytes | None = None
    pictures: list[bytes] = field(default_factory=list)

    def findings(self) -> list[Finding]:
        """Return what speaks against the mini-app, in the order in which it happened."""
        found = [each for entry in self.entries if (each := _finding(entry)) is not None]
        found += [_sheet(each) for each in self.sheets]
        if self.trouble is not None:
            found.append(Finding(FindingKind.HANG, self.trouble, self.trouble))
        return found

    def console(self) -> str:
        """Return the lines of the page's console."""
        return "".join(
            f"{each['at_ms']:>9.1f} ms  {each['level']:<7} {each['text']}  "
            f"({each['source']}:{each['line']})\n"
            for each in self.entries
            if each["kind"] == "console"
        )

    def last_lines(self, count: int) -> list[str]:
        """Return the journal's newest lines for people."""
        shown = [each for each in self.entries if each.get("name") != "debugLog"]
        return [line(each) for each in shown[-count:]]


def _finding(entry: Entry) -> Finding | None:
    kind, name = entry["kind"], str(entry.get("name", ""))
    if kind == "page_error":
        text = str(entry["text"])
        if text.startswith(_ENDED):
            return Finding(FindingKind.CRASH, text, text)
        is_rejection = text.startswith(_REJECTION)
        sort = FindingKind.UNHANDLED_REJECTION if is_rejection else FindingKind.PAGE_ERROR
        return Finding(sort, text, f"the page failed: {text}")
    if kind in {"call", "subscribe"} and entry.get("outcome") == "unanswered":
        what = "call" if kind == "call" else "event"
        text = f"{what} {name} is not answered by this phone: the page waits for ever"
        return Finding(FindingKind.UNANSWERED_CALL, name, text)
    if kind == "call" and entry.get("outcome") == "crashed":
        return Finding(
            FindingKind.SHELL_ERROR, name, f"aitdesk itself failed at {name}: {entry['error']}"
        )
    return None


def _sheet(sheet: dict[str, Any]) -> Finding:
    kind, asker = str(sheet["kind"]), sheet["for_call"]
    choices = ", ".join(choice["id"] for choice in sheet["sheet"]["choices"])
    by = f" (asked by {asker})" if asker else ""
    text = (
        f"the sheet {kind!r}{by} was left unanswered: it offers {choices}; answer it with "
        f'miniapp.shell.prompts.on("{kind}").answer(…)'
    )
    return Finding(FindingKind.UNANSWERED_SHEET, kind, text)

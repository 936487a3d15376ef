"""What happened in a run, for a person: calls with arguments and answers, console, the rest."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aitdesk.checks.smoke.judging import LAST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aitdesk.checks.smoke.window import Noted
    from aitdesk.client.journal import Entry
    from aitdesk.value import Json

_MOST_ROWS: Final = 300
_SHORT: Final = 160
_LONGEST: Final = 3_000
_SHELLS_OWN: Final = "debugLog"
_OUTCOMES: Final = {
    "resolved": "green",
    "rejected": "amber",
    "unanswered": "red",
    "crashed": "red",
    "abandoned": "",
}
_COLORS: Final = {
    "page_error": "red",
    "missing": "red",
    "dropped": "amber",
    "prompt": "blue",
    "event": "blue",
    "problem": "amber",
}


@dataclass(frozen=True, slots=True)
class JournalExcerpt:
    """A text, or the first line of one that is too long; `whole` is what opens then."""

    line: str
    whole: str | None = None


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One entry. Of what it says `code` is quoted, `answer` came back, and `words` are ours."""

    step: str
    kinds: str
    is_wrong: bool
    at_s: float
    label: str
    color: str
    ms: float | None
    code: JournalExcerpt | None = None
    answer: JournalExcerpt | None = None
    words: str = ""


def timeline(noted: Sequence[Noted]) -> tuple[list[TimelineRow], int]:
    """Return the rows, and how many more there would be."""
    told = [each for each in noted if each.step != LAST and _is_told(each.entry)]
    return [_row(each) for each in told[:_MOST_ROWS]], max(0, len(told) - _MOST_ROWS)


def _is_told(entry: Entry) -> bool:
    is_shells = entry.get("name") == _SHELLS_OWN
    # Part of the state that smoke itself sets, and the page's own document, say nothing.
    is_noise = entry["kind"] == "navigation" and "url" not in entry
    return not is_shells and not is_noise


def _row(noted: Noted) -> TimelineRow:
    entry = noted.entry
    kind, is_wrong = str(entry["kind"]), _is_wrong(entry)
    label, color = _label(entry)
    code, answer, words = _said(entry)
    return TimelineRow(
        step=noted.step,
        kinds=f"{kind} wrong" if is_wrong else kind,
        is_wrong=is_wrong,
        at_s=entry["at_ms"] / 1000,
        label=label,
        color=color,
        ms=entry.get("ms"),
        code=None if code is None else _excerpt(code),
        answer=_excerpt(answer) if answer else None,
        words=words,
    )


def _is_wrong(entry: Entry) -> bool:
    return (
        entry["kind"] in {"page_error", "missing"}
        or (entry["kind"] == "console" and entry.get("level") == "error")
        or entry.get("outcome") in {"unanswered", "crashed"}
    )


def _label(entry: Entry) -> tuple[str, str]:
    """Return the label of an entry and its colour."""
    kind = str(entry["kind"])
    match kind:
        case "call":
            outcome = str(entry["outcome"])
            return outcome, _OUTCOMES.get(outcome, "")
        case "subscribe":
            return kind, _OUTCOMES.get(str(entry.get("outcome")), "")
        case "console":
            level = str(entry["level"])
            return level, {"error": "red", "warning": "amber"}.get(level, "")
        case "loaded":
            return kind, "green" if entry["ok"] else "red"
        case "prompt":
            return f"sheet {entry['step']}", "blue"
        case _:
            return kind.replace("_", " "), _COLORS.get(kind, "")


def _said(entry: Entry) -> tuple[str | None, str, str]:
    """Return what an entry quotes, what came back, and what is ours."""
    match entry["kind"]:
        case "call":
            return (*_call(entry), "")
        case "event":
            value = entry["error"] if "error" in entry else entry.get("value")
            return str(entry.get("name")), _json(value), ""
        case "prompt":
            return None, "", _prompt(entry)
        case "loaded":
            return None, "", "" if entry["ok"] else "the load failed"
        case _:
            return _rest(entry), "", ""


def _call(entry: Entry) -> tuple[str, str]:
    call = f"{entry['name']}({_json(entry.get('args'))[1:-1]})"
    if "error" in entry:
        error = entry["error"]
        return call, ": ".join(str(error[each]) for each in ("code", "message") if error.get(each))
    if "value" in entry:
        return call, _json(entry["value"])
    return call, "undefined" if entry["outcome"] == "resolved" else ""


def _prompt(entry: Entry) -> str:
    said = [str(entry[each]) for each in ("asks", "title", "choice") if entry.get(each)]
    by = f" (by {entry['by']})" if entry.get("by") else ""
    return " · ".join(said) + by


def _rest(entry: Entry) -> str:
    for member in ("text", "name", "url", "path"):
        if member in entry:
            return str(entry[member])
    if "part" in entry:
        return f"{entry['part']} {_json(entry.get('value'))}"
    own = {"id", "at_ms", "kind", "step"}
    return ", ".join(f"{name} {value}" for name, value in entry.items() if name not in own)


def _json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)


def _excerpt(text: str) -> JournalExcerpt:
    if len(text) <= _SHORT:
        return JournalExcerpt(text)
    whole = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}… ({len(text)} characters)"
    line = text.partition("\n")[0]
    return JournalExcerpt(line if len(line) <= _SHORT else f"{line[: _SHORT - 1]}…", whole)

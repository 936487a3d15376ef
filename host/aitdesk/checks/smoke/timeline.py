"""What happened in a run, for a person: calls with arguments and answers, console, the rest."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Final

from aitdesk.checks.smoke.judging import LAST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aitdesk.checks.smoke.remote import Entry, Noted
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
_COLUMNS: Final = '<colgroup><col class="at"><col class="what"><col><col class="ms"></colgroup>'
_FILTERS: Final = (
    ("", "All"),
    ("call", "Calls"),
    ("console", "Console"),
    ("wrong", "Failures"),
)


def drawn(noted: Sequence[Noted]) -> str:
    """Return filters and table."""
    told = [each for each in noted if each.step != LAST and _is_told(each.entry)]
    buttons = "".join(
        f'<button type="button" value="{value}" aria-pressed="{"false" if value else "true"}">'
        f"{name}</button>"
        for value, name in _FILTERS
    )
    more = len(told) - _MOST_ROWS
    note = f'<p class="note">and {more} more, see the journal</p>' if more > 0 else ""
    rows = "".join(_rows(told[:_MOST_ROWS]))
    return f'<div class="filters">{buttons}</div><table class="line">{_COLUMNS}{rows}</table>{note}'


def _is_told(entry: Entry) -> bool:
    is_shells = entry.get("name") == _SHELLS_OWN
    # Part of the state that smoke itself sets, and the page's own document, say nothing.
    is_noise = entry["kind"] == "navigation" and "url" not in entry
    return not is_shells and not is_noise


def _rows(noted: Sequence[Noted]) -> Iterator[str]:
    step = None
    for each in noted:
        if each.step != step:
            step = each.step
            yield f'<tr><th colspan="4">{escape(step)}</th></tr>'
        yield _row(each.entry)


def _row(entry: Entry) -> str:
    kind = str(entry["kind"])
    is_wrong = _is_wrong(entry)
    kinds = f"{kind} wrong" if is_wrong else kind
    label, color, content = _told(entry)
    ms = entry.get("ms")
    return (
        f'<tr data-kind="{escape(kinds)}" class="{"wrong" if is_wrong else ""}">'
        f'<td class="at">{entry["at_ms"] / 1000:.3f} s</td>'
        f'<td class="what"><span class="chip {color}">{escape(label)}</span></td>'
        f"<td>{content}</td>"
        f'<td class="ms">{"" if ms is None else f"{ms:.1f} ms"}</td></tr>'
    )


def _is_wrong(entry: Entry) -> bool:
    return (
        entry["kind"] in {"page_error", "missing"}
        or (entry["kind"] == "console" and entry.get("level") == "error")
        or entry.get("outcome") in {"unanswered", "crashed"}
    )


def _told(entry: Entry) -> tuple[str, str, str]:
    """Return the label of an entry, its colour, and what it says."""
    kind = str(entry["kind"])
    label, color = _label(entry)
    match kind:
        case "call":
            return label, color, _call(entry)
        case "event":
            value = entry["error"] if "error" in entry else entry.get("value")
            return label, color, _code(str(entry.get("name"))) + _answer(value)
        case "prompt":
            return label, color, _prompt(entry)
        case "loaded":
            return label, color, "" if entry["ok"] else "the load failed"
        case _:
            return label, color, _rest(entry)


def _label(entry: Entry) -> tuple[str, str]:
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


def _call(entry: Entry) -> str:
    arguments = json.dumps(entry.get("args"), ensure_ascii=False)[1:-1]
    call = f"{entry['name']}({arguments})"
    if "error" in entry:
        error = entry["error"]
        words = [str(error[each]) for each in ("code", "message") if error.get(each)]
        return _long(call) + _answer_text(": ".join(words))
    if "value" in entry:
        return _long(call) + _answer(entry["value"])
    return _long(call) + _answer_text("undefined" if entry["outcome"] == "resolved" else "")


def _prompt(entry: Entry) -> str:
    said = [str(entry[each]) for each in ("asks", "title", "choice") if entry.get(each)]
    by = f" (by {entry['by']})" if entry.get("by") else ""
    return escape(" · ".join(said) + by)


def _rest(entry: Entry) -> str:
    for member in ("text", "name", "url", "path"):
        if member in entry:
            return _long(str(entry[member]))
    if "part" in entry:
        return _long(f"{entry['part']} {json.dumps(entry.get('value'), ensure_ascii=False)}")
    own = {"id", "at_ms", "kind", "step"}
    return _long(", ".join(f"{name} {value}" for name, value in entry.items() if name not in own))


def _answer(value: Json) -> str:
    return _answer_text(json.dumps(value, ensure_ascii=False))


def _answer_text(text: str) -> str:
    return f'<span class="answer">{_long(text)}</span>' if text else ""


def _code(text: str) -> str:
    return f"<code>{escape(text)}</code>"


def _long(text: str) -> str:
    """Return a text, its first line alone where there is much of it; the rest opens."""
    text = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}… ({len(text)} characters)"
    first = text.partition("\n")[0]
    if len(text) <= _SHORT:
        return _code(text)
    summary = f"<summary>{_code(_clipped(first))}</summary>"
    return f"<details>{summary}<pre>{escape(text)}</pre></details>"


def _clipped(line: str) -> str:
    return line if len(line) <= _SHORT else f"{line[: _SHORT - 1]}…"

"""What the exports of a real SDK 3.x do, each beside what the catalogue says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from e2e.contract.around import NEWEST, TOSS, Around
from e2e.contract.expected import fits
from e2e.contract_3x.cases import CASES
from e2e.contract_3x.expected import check_given
from real_3x_extras import Extra, extras_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from e2e.contract_3x.cases import Case, Way
    from real_3x_page import RealDesk

ENDS: Final = frozenset({"closeView", "Screen.close"})


@dataclass(frozen=True, slots=True)
class Row:
    """One export, driven: what it sent, what came of it, and where that is not as it should be."""

    export: str
    wire: str
    outcome: str
    problem: str = ""


def ways_of(export: str) -> list[tuple[Case, Way]]:
    """Return every way of the catalogue that the export is."""
    return [
        (case, way)
        for case in CASES.values()
        for way in case.ways
        if not way.is_wire and way.path.replace("()", "") == export
    ]


def rows(desk: RealDesk, export: str) -> Iterator[Row]:
    """Drive the export in every way that there is."""
    ways, extras = ways_of(export), extras_of(export)
    for case, way in ways:
        yield _driven(desk, export, case, way)
    for extra in extras if not ways else ():
        yield _extra(desk, export, extra)
    if not ways and not extras:
        yield Row(export, "", "not driven", "the catalogue does not know it")


def _driven(desk: RealDesk, export: str, case: Case, way: Way) -> Row:
    seen = desk.arrange(Around("ios", TOSS, case.toss_version or NEWEST))
    got = desk.go(case, way, seen)
    sent = desk.sent()
    problems = [_wrong_value(case, way, got), _wrong_wire(case, sent)]
    return Row(export, _names(sent), _outcome(sent, got), "; ".join(filter(None, problems)))


def _extra(desk: RealDesk, export: str, extra: Extra) -> Row:
    seen = desk.arrange(Around("ios", TOSS, extra.toss_version))
    got = desk.reach(
        kind=extra.kind,
        expression=extra.expression,
        before="",
        environment=seen,
        count=0,
        act=None,
        is_pending=False,
    )
    desk.miniapp.page.evaluate("() => sdk.Storage.getItem('fence')")
    sent = desk.sent()
    names, problem = {each["name"] for each in sent}, ""
    if names not in extra.wires:
        problem = f"sent {_names(sent) or 'nothing'}, not {_words(extra.wires)}"
    elif isinstance(got, dict) and (
        got["is"] not in {"read", "resolved"} or got.get("value") is False
    ):
        problem = f"gave {got}"
    return Row(export, _names(sent), _outcome(sent, got), problem)


def _wrong_value(case: Case, way: Way, got: Any) -> str:  # noqa: ANN401  # whatever the page got
    try:
        check_given(case, way, got, "value")
    except AssertionError:
        return f"gave {got}"
    return ""


def _wrong_wire(case: Case, sent: list[dict[str, Any]]) -> str:
    if case.kind == "constant":
        return f"sent {_names(sent)}, not only read" if sent else ""
    mine = [each for each in sent if each["name"] == case.name]
    member = "args" if case.kind == "method" else "options"
    if not mine:
        return f"did not send {case.name}"
    if member in case.shape and not fits(mine[0].get(member), case.shape[member]):
        return f"sent {mine[0].get(member)}"
    return ""


def _outcome(sent: list[dict[str, Any]], got: Any) -> str:  # noqa: ANN401  # whatever the page got
    """Return what the host did, then what the page got of it."""
    outcomes = dict.fromkeys(each.get("outcome", "subscribed") for each in sent)
    words = {"resolved": "answered", "subscribed": "answered"}
    host = ", ".join(words.get(each, each) for each in outcomes) or "page only"
    told = f"{len(got)} told" if isinstance(got, list) else got["is"]
    return f"{host} / {told}"


def _names(sent: list[dict[str, Any]]) -> str:
    return ", ".join(dict.fromkeys(each["name"] for each in sent))


def _words(wires: tuple[frozenset[str], ...]) -> str:
    return " or ".join(", ".join(sorted(each)) or "nothing" for each in wires)

"""What a terminal shows: what to mend, the gravest first, then what nobody looked at."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from rich.text import Text

from aitdesk.checks.review.catalogue import RULES
from aitdesk.checks.review.finding import Severity, Words
from aitdesk.checks.review.judging import RuleState
from aitdesk.checks.review.rule import DecidedBy
from aitdesk.errors import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aitdesk.checks.review.finding import Language, ReviewFinding
    from aitdesk.checks.review.result import ReviewResult

_MARKS: Final = {
    Severity.BLOCK: ("✗ ", "bold red"),
    Severity.WARN: ("! ", "yellow"),
    Severity.INFO: ("· ", "cyan"),
    Severity.NOTE: ("· ", "dim"),
}
_PHRASE: Final = Words("심사에서는 이렇게 써요: ", "reviewers write: ")
_UNDECIDED: Final = Words("파일로는 알 수 없어요", "the files do not tell")
_ALLOWED: Final = Words("허용했어요", "allowed")
_UNREAD: Final = Words("읽지 않은 파일", "files that were not read")
_NEEDS_APP: Final = Words(
    "실행해야 알 수 있고 보지 않았어요", "need the running app, not looked at"
)
_PERSON: Final = Words("사람이 봐야 해요", "a person looks at")
_GONE: Final = Words("이전보다 줄었어요", "found before, and no more")
_NEW: Final = Words("새로 생김", "new")
_SHOWN_UNREAD: Final = 5


def scope(result: ReviewResult, language: Language) -> str:
    """Return the one line that says what was looked at, and what was not."""
    states = Counter(each.state for each in result.rules)
    looked_at = sum(each.is_looked_at for each in result.rules)
    partly = sum(each.is_looked_at and _is_partly(each.rule.id) for each in result.rules)
    away, persons = states[RuleState.NOT_LOOKED_AT], states[RuleState.PERSON]
    undecided = states[RuleState.UNDECIDED]
    return Words(
        f"정적 규칙만: {looked_at}개 규칙을 봤고(그중 {partly}개는 파일로 알 수 있는 데까지만, "
        f"{undecided}개는 파일로 알 수 없음), 실행해야 아는 {away}개는 보지 않았고, "
        f"{persons}개는 사람이 봐야 해요",
        f"static rules only: {looked_at} rules looked at ({partly} of them only as far as files "
        f"tell, {undecided} undecided), {away} need the running app and were not looked at, "
        f"{persons} need a person",
    ).said_in(language)


def _is_partly(rule: str) -> bool:
    return _RULE[rule].decision is DecidedBy.PARTLY


def told(result: ReviewResult, finding: ReviewFinding, language: Language) -> str:
    """Return a finding in one line."""
    where = "" if finding.place is None else f" ({result.path(finding.place)}{_at(finding)})"
    said = f"{finding.what.said_in(language)}{where}; {finding.remedy.said_in(language)}"
    return f"{finding.severity.value} {finding.rule}: {said}"


def lines(result: ReviewResult, language: Language) -> Iterator[Text]:
    """Yield everything that is shown."""
    for finding in result.findings:
        yield from _finding(result, finding, language)
    yield from _rest(result, language)
    yield verdict(result, language)


def _finding(result: ReviewResult, finding: ReviewFinding, language: Language) -> Iterator[Text]:
    rule = _RULE[finding.rule]
    line = Text.assemble(_MARKS[finding.severity], (finding.rule, "bold"), " ")
    line.append(printable(finding.what.said_in(language)))
    if finding.place is not None:
        line.append(f"  {printable(result.path(finding.place))}{_at(finding)}", "dim")
    if result.is_new(finding):
        line.append(f"  {_NEW.said_in(language)}", "magenta")
    yield line
    if finding.evidence:
        yield Text(f"    {printable(finding.evidence)}", "dim")
    if rule.phrase and finding.severity is Severity.BLOCK:
        yield Text(f"    {_PHRASE.said_in(language)}{rule.phrase}", "dim")
    yield Text(f"    → {finding.remedy.said_in(language)}", "green")


def _at(finding: ReviewFinding) -> str:
    place = finding.place
    steps = () if place is None else (place.line, place.column)
    return "".join(f":{each}" for each in steps if each)


def _rest(result: ReviewResult, language: Language) -> Iterator[Text]:
    if result.allowed:
        ids = ", ".join(sorted({each.rule for each in result.allowed}))
        yield Text(f"{_ALLOWED.said_in(language)}: {ids}", "dim")
    if result.gone:
        yield Text(f"{_GONE.said_in(language)}: {len(result.gone)}", "dim")
    for each in result.rules:
        if each.state is RuleState.UNDECIDED and each.why is not None:
            why = each.why.said_in(language)
            yield Text(f"? {each.rule.id} {_UNDECIDED.said_in(language)}: {why}", "dim")
    if result.unread:
        names = ", ".join(map(printable, result.unread[:_SHOWN_UNREAD]))
        more = "" if len(result.unread) <= _SHOWN_UNREAD else ", …"
        yield Text(f"{_UNREAD.said_in(language)}: {len(result.unread)} ({names}{more})", "yellow")
    away = [each.rule.id for each in result.rules if each.state is RuleState.NOT_LOOKED_AT]
    yield Text(f"{_NEEDS_APP.said_in(language)}: {' '.join(away)}", "dim")
    yield Text(f"{_PERSON.said_in(language)}:", "dim")
    for each in result.rules:
        if each.state is RuleState.PERSON:
            yield Text(f"    {each.rule.id} {each.rule.remedy.said_in(language)}", "dim")


def verdict(result: ReviewResult, language: Language) -> Text:
    """Return the last lines: how many of which severity, and how far that reaches."""
    counts = Counter(each.severity for each in result.findings)
    said = ", ".join(f"{counts[each]} {each.value}" for each in Severity if counts[each])
    nothing = Words("정적 규칙은 찾은 것이 없어요", "the static rules found nothing")
    line = Text.assemble(("✓ ", "bold green") if result.ok else ("✗ ", "bold red"))
    return line.append(f"{said or nothing.said_in(language)}; {scope(result, language)}")


_RULE: Final = {each.id: each for each in RULES}

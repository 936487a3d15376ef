"""Write the table of host/docs/rules.md from the rules of review; `--check` only compares."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from aitdesk.checks.review.catalogue import RULES
from aitdesk.checks.review.rule import DecidedBy

if TYPE_CHECKING:
    from aitdesk.checks.review.rule import ReviewRule

PAGE: Final = Path(__file__).parents[1] / "host" / "docs" / "rules.md"
BEGIN: Final = "<!-- rules: written by scripts/rules_table.py -->"
END: Final = "<!-- rules: end -->"
DECIDED: Final = {
    DecidedBy.STATIC: "files",
    DecidedBy.PARTLY: "files, in part",
    DecidedBy.APP: "running app: not looked at",
    DecidedBy.PERSON: "a person",
}


def main() -> int:
    before = PAGE.read_text("utf-8")
    head, _, rest = before.partition(BEGIN)
    _, _, tail = rest.partition(END)
    after = f"{head}{BEGIN}\n{table()}\n{END}{tail}"
    if "--check" in sys.argv:
        return int(before != after)
    PAGE.write_text(after, "utf-8")
    return 0


def table() -> str:
    rows = [
        "| rule | what | severity | source | decided by | how | cannot see | how to mend |",
        "|---|---|---|---|---|---|---|---|",
    ]
    return "\n".join([*rows, *map(row, RULES)])


def row(rule: ReviewRule) -> str:
    is_persons = rule.decision is DecidedBy.PERSON
    what = f"{rule.title.en} · {rule.title.ko}"
    what += f" · reviewers write: {rule.phrase}" if rule.phrase else ""
    cells = [
        rule.id,
        what,
        rule.severity.value,
        rule.source,
        DECIDED[rule.decision],
        rule.how,
        rule.blind or "–",
        "–" if is_persons else rule.remedy.en,
    ]
    return f"| {' | '.join(each.replace('|', chr(92) + '|') for each in cells)} |"


if __name__ == "__main__":
    sys.exit(main())

"""Write the table of host/docs/options.md from the declared options; `--check` only compares."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from aitdesk.config.option import options_of
from aitdesk.config.options import PhoneOptions, PreviewOptions, ServedOptions

if TYPE_CHECKING:
    from aitdesk.config.option import Option

PAGE: Final = Path(__file__).parents[1] / "host" / "docs" / "options.md"
BEGIN: Final = "<!-- options: written by scripts/options_table.py -->"
END: Final = "<!-- options: end -->"


def main() -> int:
    before = PAGE.read_text("utf-8")
    head, _, rest = before.partition(BEGIN)
    _, _, tail = rest.partition(END)
    after = f"{head}{BEGIN}\n{table()}\n{END}{tail}"
    if "--check" in sys.argv:
        return int(before != after)
    PAGE.write_text(after, "utf-8")
    return 0


def table(declared: type[PreviewOptions] = PreviewOptions) -> str:
    rows = ["| option | commands | aitdesk.toml | tests | what it says |", "|---|---|---|---|---|"]
    return "\n".join([*rows, *map(row, options_of(declared).values())])


def row(option: Option) -> str:
    spelt = (option.spelling or option.flag).replace("/", "`, `")
    words = "\\|".join(option.choices)
    metavar = f" {option.metavar or words}" if option.metavar or words else ""
    table, member = option.toml or ("", None)
    toml = f"`[{table}]`" + (f" `{member}`" if member else "") if table else ""
    text = re.sub(r"\|", r"\\|", option.help)
    cells = [f"`{spelt}{metavar}`", ", ".join(option.commands), toml, tests(option), text]
    return f"| {' | '.join(cells)} |"


def tests(option: Option) -> str:
    said = [f"`--aitdesk-{option.name.replace('_', '-')}`"] if option.plugin is not None else []
    is_of_phone = option.name in options_of(PhoneOptions)
    said += ["marker"] if is_of_phone or option.name in options_of(ServedOptions) else []
    return ", ".join([*said, *(["`POST /windows`"] if is_of_phone else [])])


if __name__ == "__main__":
    sys.exit(main())

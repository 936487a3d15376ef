"""What is wrong with what a file or a request says of the shell's state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.phone.ledger import Ledger
from aitdesk.phone.need import VALID
from aitdesk.phone.state import as_json, merged, spelled_out
from aitdesk.validation.validation_errors import Mistake, find_mistakes, near

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aitdesk.phone import Part
    from aitdesk.phone.observable import State
    from aitdesk.phone.state import Kept
    from aitdesk.value import Json


def find_state_mistakes(
    parts: Mapping[str, Part], patch: Json, *, kept: Kept | None = None
) -> list[Mistake]:
    """Return what is wrong with a merge patch over the parts now; nothing when it can be taken.

    `kept` has the records that the patch is for, as `kept_records` gives them.
    """
    if not isinstance(patch, dict):
        return [Mistake((), "expected a table with one member a part")]
    found: list[Mistake] = []
    for name, value in patch.items():
        part = parts.get(name)
        if part is None:
            found.append(Mistake((name,), f"no such part{near(name, parts)}"))
        elif not isinstance(value, dict):
            found.append(Mistake((name,), "expected a table"))
        else:
            inside = _part_mistakes(part, value, (kept or {}).get(name, {}))
            if name == "permissions":
                inside += _permission_mistakes(value)
            found += [Mistake((name, *each.path), each.text) for each in inside]
    return found


def _part_mistakes(part: Part, patch: dict[str, Json], kept: Mapping[str, State]) -> list[Mistake]:
    if not isinstance(part, Ledger):
        return find_mistakes(merged(as_json(part.value), patch), part.type)
    records: Json = {
        key: merged(as_json(kept.get(key)), spelled_out(part.type, value))
        for key, value in patch.items()
        if value is not None
    }
    return find_mistakes(records, dict[str, part.type])  # type: ignore[name-defined]


def _permission_mistakes(patch: dict[str, Json]) -> list[Mistake]:
    known = sorted(need.key for need in VALID)
    return [
        Mistake((key,), f"no such permission{near(key, known)}")
        for key in patch
        if key not in known
    ]

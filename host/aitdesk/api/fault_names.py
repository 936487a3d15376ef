"""Whether a fault that is asked for can happen: the name must be answered here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.api.decorators import HandlerKind
from aitdesk.api.registry import Registry
from aitdesk.phone.error_catalog import ANY_NAME, find, table
from aitdesk.phone.faults import NOTHING, TRANSPORT
from aitdesk.phone.partner_catalog import FAULT_PREFIX, endpoint_rows
from aitdesk.validation.validation_errors import near

if TYPE_CHECKING:
    from collections.abc import Mapping

OF_EVERY_NAME = frozenset({NOTHING, TRANSPORT})


def full_registry() -> Registry:
    """Return every name that is answered here."""
    from aitdesk.api import FAMILIES  # the usual start loads them beside the engine

    return Registry(FAMILIES)


def find_fault_mistakes(outcomes: Mapping[str, str], registry: Registry) -> dict[str, str]:
    """Return what is wrong with each name that no call and no event here has."""
    known = {*registry.names(HandlerKind.METHOD), *registry.names(HandlerKind.EVENT)}
    known |= {f"{FAULT_PREFIX}{row.name}" for row in endpoint_rows()}
    return {
        name: f"no such call or event here{_near(name, known)}"
        for name in outcomes
        if name not in known
    }


def fault_notes(outcomes: Mapping[str, str], registry: Registry) -> list[str]:
    """Return a line for each outcome that is none of the name's documented failures."""
    older = registry.older_names()
    notes: list[str] = []
    for name, outcome in outcomes.items():
        if name.startswith(FAULT_PREFIX):
            continue  # codes that nobody knows are what a rehearsal of Toss's server is for
        key, listed = outcome.partition(":")[0], older.get(name, name)
        documented = sorted({key for each, key in table() if each in {listed, ANY_NAME}})
        if key not in OF_EVERY_NAME and find(listed, key) is None:
            known = f"documented are {', '.join(documented)}" if documented else "none is"
            notes.append(f"fault {name}={key} is no documented failure of {name}: {known}")
    return notes


def _near(name: str, known: set[str]) -> str:
    found = near(name, sorted(known))
    return found if found.startswith("; did") else ": README.md names them all"

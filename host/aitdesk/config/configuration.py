"""`aitdesk.toml`: how the phone, its state and the mini-app begin.

Its tables are `[app]`, `[device]` and the parts of the shell, with their members as keys.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from aitdesk.miniapp.project import find_project
from aitdesk.phone.environment import Environment, Surroundings
from aitdesk.phone.state import apply_to_observables, apply_to_records, merged
from aitdesk.system import regular_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aitdesk.config.tables import AppTable, DeviceTable, ReviewTable, SmokeTable
    from aitdesk.phone import SimulatedPhone
    from aitdesk.value import Json

FILE_NAME = "aitdesk.toml"

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """What a file says, and what the command line says over it. It has no mistake."""

    app: AppTable | None = None
    device: DeviceTable | None = None
    smoke: SmokeTable | None = None
    review: ReviewTable | None = None
    tables: Mapping[str, Json] = field(default_factory=dict)
    """What is said of the parts of the shell, as a merge patch."""

    def over(self, tables: Mapping[str, Json]) -> Configuration:
        """Return it with these tables said over its own."""
        both = {
            name: merged(self.tables.get(name), tables.get(name, {}))
            for name in (*self.tables, *tables)
        }
        return replace(self, tables=both)

    def environment(self) -> Environment:
        """Return the Toss app that is said here."""
        said = msgspec.convert(self.tables.get("environment", {}), Surroundings)
        return Environment(**msgspec.structs.asdict(said))

    def apply_to_observables(self, shell: SimulatedPhone) -> None:
        """Let every observable begin with what is said here; a reset comes back to it."""
        if tables := self._said():
            apply_to_observables(shell.parts(), tables, is_initial=True)

    async def apply_to_records(self, shell: SimulatedPhone) -> None:
        """Write the records that are said here, whatever is kept. Raises StoreError."""
        if tables := self._said():
            await apply_to_records(shell.parts(), tables, is_initial=True)

    def _said(self) -> dict[str, Json]:
        """Return the tables of the shell's parts in which anything is said.

        The phone is made in the environment that is said, and asking for its parts loads them all.
        """
        return {
            name: table
            for name, table in self.tables.items()
            if name != "environment" and _says_anything(table)
        }


def find_file(target: str | None) -> Path | None:
    """Return the file that belongs to a TARGET, None when there is none.

    It lies in the folder, or in the project that the folder belongs to; for a URL in the current
    folder. The bundled sample has none.
    """
    if target is None:
        return None
    folder = Path.cwd() if _URL.match(target) else Path(target).expanduser().resolve()
    places = (folder, find_project(folder).folder)
    return next(
        (file for place in places if regular_file.is_there(file := place / FILE_NAME)), None
    )


def _says_anything(table: Json) -> bool:
    return any(map(_says_anything, table.values())) if isinstance(table, dict) else True

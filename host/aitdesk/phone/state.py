"""The parts of the shell as JSON: how what a file or a request says of them is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, cast

import msgspec

from aitdesk.phone.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aitdesk.phone import Part
    from aitdesk.phone.observable import Observable, State
    from aitdesk.value import Json

Kept: TypeAlias = "Mapping[str, Mapping[str, State]]"
"""Records by part and key."""


def merged(old: Json, patch: Json) -> Json:
    """Return the old value with a JSON merge patch (RFC 7396) applied: null takes a member out."""
    if not isinstance(patch, dict):
        return patch
    new = dict(old) if isinstance(old, dict) else {}
    for name, value in patch.items():
        if value is None:
            new.pop(name, None)
        else:
            new[name] = merged(new.get(name), value)
    return new


async def kept_records(parts: Mapping[str, Part], patch: Json) -> Kept:
    """Return the records of every part that a patch names. Raises StoreError."""
    names = patch if isinstance(patch, dict) else {}
    return {
        name: await part.all()
        for name, part in parts.items()
        if name in names and isinstance(part, Ledger)
    }


def apply_to_observables(
    parts: Mapping[str, Part], patch: Mapping[str, Json], *, is_initial: bool = False
) -> None:
    """Take what a patch without mistakes says of these; `is_initial`: a reset comes back to it."""
    new = {
        name: msgspec.convert(merged(as_json(part.value), patch[name]), part.type)
        for name, part in parts.items()
        if name in patch and not isinstance(part, Ledger)
    }
    for name, value in new.items():  # only once all of them fit
        observable = cast("Observable[Any]", parts[name])
        observable.set(value)
        if is_initial:
            observable.initial = value


async def apply_to_records(
    parts: Mapping[str, Part], patch: Mapping[str, Json], *, is_initial: bool = False
) -> None:
    """Take what a patch without mistakes says of records. Raises StoreError.

    `is_initial`: they replace what is kept, and a reset comes back to them.
    """
    for name, value in patch.items():
        part = parts[name]
        if isinstance(part, Ledger) and isinstance(value, dict):
            for key, record in value.items():
                new = await _write(part, key, record, is_whole=is_initial)
                if is_initial and new is not None:
                    part.initial[key] = new


async def keep_as_initial(parts: Mapping[str, Part], patch: Mapping[str, Json]) -> None:
    """Let a reset come back to what a patch names, as it is now. Raises StoreError."""
    for name, value in patch.items():
        part = parts[name]
        if not isinstance(part, Ledger):
            part.initial = part.value
        elif isinstance(value, dict):
            kept = await part.all()
            part.initial.update({key: kept[key] for key in value if key in kept})


async def _write(ledger: Ledger[Any], key: str, value: Json, *, is_whole: bool) -> State | None:
    while True:  # another host of this install may write the same record
        old = await ledger.get(key)
        new = None
        if value is not None:
            base = None if is_whole else as_json(old)
            new = msgspec.convert(merged(base, spelled_out(ledger.type, value)), ledger.type)
        if await ledger.swap(key, expected=old, new=new):
            return cast("State | None", new)


def spelled_out(record: type[State], value: Json) -> Json:
    """Return the record that a bare value stands for: the one member that it must have."""
    needed = [each for each in msgspec.structs.fields(record) if each.required]
    if isinstance(value, dict) or len(needed) != 1:
        return value
    return {needed[0].encode_name: value}


def as_json(value: State | None) -> Json:
    """Return a value as JSON decodes it: `to_builtins` would keep its tuples."""
    return cast("Json", msgspec.json.decode(msgspec.json.encode(value)))

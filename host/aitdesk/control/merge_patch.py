"""The schema of a merge patch (RFC 7396) over values of another schema."""

from __future__ import annotations

from typing import Any, Final

_NULL: Final = {"type": "null"}


def patch_schema(schema: dict[str, Any], components: dict[str, Any]) -> dict[str, Any]:  # schemas
    """Return what patches a value: of an object any member, or null; else another value."""
    found = components[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    if found.get("type") != "object":
        return schema
    patch: dict[str, Any] = {"type": "object"}
    if "properties" in found:
        members = found["properties"].items()
        patch["properties"] = {
            name: _or_null(patch_schema(each, components)) for name, each in members
        }
    more = found.get("additionalProperties", True)
    patch["additionalProperties"] = (
        _or_null(patch_schema(more, components)) if isinstance(more, dict) else more
    )
    return patch


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:  # schemas
    return schema if _NULL in schema.get("anyOf", ()) else {"anyOf": [schema, _NULL]}

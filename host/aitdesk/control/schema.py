"""Control's own description: OpenAPI 3.1, whose schemas are JSON Schema."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from aitdesk.control import requests
from aitdesk.phone.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aitdesk.control.endpoint import Endpoint
    from aitdesk.phone import Part

_REF = "#/components/schemas/{name}"


def document(
    endpoints: Iterable[Endpoint], parts: Mapping[str, Part]
) -> dict[str, Any]:  # a schema, which is JSON
    """Return the description of these endpoints over a state of these parts.

    The schema `State` is what `GET /state` gives; a merge patch of it is what `PATCH /state` takes.
    """
    described = list(endpoints)
    wanted = [part.type for part in parts.values()]
    wanted += [each.body for each in described if _is_struct(each.body)]
    schemas, components = msgspec.json.schema_components(wanted, ref_template=_REF)
    by_part = dict(zip(parts, schemas, strict=False))
    components["State"] = {
        "type": "object",
        "additionalProperties": False,
        "properties": {name: _part(part, by_part[name]) for name, part in parts.items()},
    }
    paths: dict[str, dict[str, Any]] = {}  # a schema
    for each in described:
        paths.setdefault(each.path, {})[each.method.lower()] = _operation(each)
    return {
        "openapi": "3.1.0",
        "info": {"title": "aitdesk control", "version": "1"},
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _part(part: Part, schema: dict[str, Any]) -> dict[str, Any]:
    if not isinstance(part, Ledger):
        return schema
    return {"type": "object", "description": "Records by key.", "additionalProperties": schema}


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    in_path = re.findall(r"\{(\w+)\}", endpoint.path)
    text, number = {"type": "string"}, {"type": "integer", "minimum": 0}
    named = [{"name": each, "in": "path", "required": True, "schema": text} for each in in_path]
    named += [{"name": each, "in": "query", "schema": number} for each in endpoint.query]
    operation: dict[str, Any] = {"summary": endpoint.summary, "responses": {"200": _DONE}}
    if named:
        operation["parameters"] = named
    if endpoint.body is not None:
        content = {"application/json": {"schema": _body(endpoint.body)}}
        operation["requestBody"] = {"content": content}
    return operation


def _body(wanted: Any) -> dict[str, Any]:  # noqa: ANN401  # a type
    if wanted is requests.StatePatch:
        description = "A merge patch (RFC 7396): null brings a member back to its default."
        return {"type": "object", "description": description, "x-merge-patch-of": "State"}
    return {"$ref": _REF.format(name=wanted.__name__)}


def _is_struct(wanted: Any) -> bool:  # noqa: ANN401  # a type
    return isinstance(wanted, type) and issubclass(wanted, msgspec.Struct)


_DONE = {"description": "Done."}

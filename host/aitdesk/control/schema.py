"""Control's own description: OpenAPI 3.1, whose schemas are JSON Schema."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from aitdesk.control import requests, responses
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
    wanted += [each for endpoint in described for each in endpoint.answers]
    wanted.append(responses.ErrorResponse)
    schemas, components = msgspec.json.schema_components(wanted, ref_template=_REF)
    by_part = dict(zip(parts, schemas, strict=False))
    components["State"] = {
        "type": "object",
        "additionalProperties": False,
        "properties": {name: _part(part, by_part[name]) for name, part in parts.items()},
    }
    paths: dict[str, dict[str, Any]] = {}  # a schema
    answers = dict(zip(map(id, wanted), schemas, strict=True))
    for each in described:
        told = [answers[id(answer)] for answer in each.answers]
        operation = _operation(each) | {"responses": _answers(each, told)}
        paths.setdefault(each.path, {})[each.method.lower()] = operation
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
    operation: dict[str, Any] = {"summary": endpoint.summary}
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


def _answers(endpoint: Endpoint, told: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what an endpoint answers: one of these, a picture where there is none, or why not."""
    if endpoint.answers == (responses.StateParts,):
        told = [{"$ref": _REF.format(name="State")}]
    kind = "application/json" if told else "image/png"
    schema = {"oneOf": told} if len(told) > 1 else {"type": "string"} if not told else told[0]
    failure = {"$ref": _REF.format(name=responses.ErrorResponse.__name__)}
    return {
        "200": {"description": "Done.", "content": {kind: {"schema": schema}}},
        "default": {
            "description": "Not done.",
            "content": {"application/json": {"schema": failure}},
        },
    }

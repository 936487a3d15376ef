"""Control's own description: OpenAPI 3.1, whose schemas are JSON Schema."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import msgspec

from aitdesk.control import requests, responses
from aitdesk.control.answer import Body
from aitdesk.control.merge_patch import patch_schema
from aitdesk.phone.ledger import Ledger
from aitdesk.phone.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aitdesk.control.endpoint import Endpoint
    from aitdesk.phone import Part

_REF: Final = "#/components/schemas/{name}"
_PART: Final = "/state/{part}"


def document(
    endpoints: Iterable[Endpoint], parts: Mapping[str, Part]
) -> dict[str, Any]:  # a schema, which is JSON
    """Return the description of these endpoints over a state of these parts.

    The schema `State` is what `GET /state` gives, `StatePatch` what `PATCH /state` takes. Beside
    `/state/{part}` each part has a path of its own, so that a client made of this knows its type.
    """
    described = list(endpoints)
    wanted = [part.type for part in parts.values()]
    wanted += [each.body for each in described if _is_struct(each.body)]
    wanted += [each for endpoint in described for each in endpoint.answers]
    wanted += [responses.ErrorResponse, Sheet]
    schemas, components = msgspec.json.schema_components(wanted, ref_template=_REF)
    _require_answered(wanted, components)
    by_part = {
        name: _part(part, schema)
        for (name, part), schema in zip(parts.items(), schemas, strict=False)
    }
    components |= _states(by_part, components)
    paths: dict[str, dict[str, Any]] = {}  # a schema
    answers = dict(zip(map(id, wanted), schemas, strict=True))
    for each in described:
        told = [answers[id(answer)] for answer in each.answers]
        if each.path == _PART:
            told = list(by_part.values())
            for name, schema in by_part.items():
                own = {"summary": each.summary, "responses": _answers(each, [schema])}
                paths[f"/state/{name}"] = {"get": own}
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


def _states(by_part: dict[str, Any], components: dict[str, Any]) -> dict[str, Any]:
    """Return the schemas of the whole state, of some parts of it, and of a patch over it."""
    some = {"type": "object", "additionalProperties": False, "properties": by_part}
    whole = {**some, "required": [*by_part]}
    patch = patch_schema(some, components)
    patch["description"] = "A merge patch (RFC 7396): null brings a member back to its default."
    return {
        "State": whole,
        "StateParts": some,
        "StatePatch": {**patch, "x-merge-patch-of": "State"},
    }


def _require_answered(types: Sequence[Any], components: dict[str, Any]) -> None:
    """Say that an answer has every member: msgspec takes one with a default for left out."""
    for each in _structs(msgspec.inspect.multi_type_info(types)):
        if each.cls.__struct_config__.omit_defaults or issubclass(each.cls, Body):
            continue
        schema = components[each.cls.__name__]
        tag = [] if each.tag_field is None else [each.tag_field]
        there = [one.encode_name for one in each.fields if _is_there(one)]
        schema["required"] = [*tag, *there]
        for one in schema["properties"].values():
            one.pop("default", None)


def _is_there(field: msgspec.inspect.Field) -> bool:
    # What may be UNSET is neither required nor has a default.
    defaults = (field.default, field.default_factory)
    return field.required or any(each is not msgspec.NODEFAULT for each in defaults)


def _structs(types: Iterable[Any]) -> Iterable[msgspec.inspect.StructType]:
    """Yield every struct that these types are made of, once."""
    seen: dict[type, msgspec.inspect.StructType] = {}
    left = list(types)
    while left:
        each = left.pop()
        if isinstance(each, msgspec.inspect.StructType):
            if each.cls in seen:
                continue
            seen[each.cls] = each
            left += [one.type for one in each.fields]
        elif isinstance(each, msgspec.inspect.Type):
            for name in each.__struct_fields__:
                inner = getattr(each, name)
                left += inner if isinstance(inner, tuple) else [inner]
    return seen.values()


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
        operation["requestBody"] = {"content": content, "required": _is_needed(endpoint.body)}
    return operation


def _body(wanted: Any) -> dict[str, Any]:  # noqa: ANN401  # a type
    name = "StatePatch" if wanted is requests.StatePatch else wanted.__name__
    return {"$ref": _REF.format(name=name)}


def _is_needed(wanted: Any) -> bool:  # noqa: ANN401  # a type
    return not _is_struct(wanted) or any(each.required for each in msgspec.structs.fields(wanted))


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

"""The partner API as it is answered here, as an OpenAPI document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from aitdesk.partner.call import NoBody
from aitdesk.partner.envelope import PartnerFailure
from aitdesk.partner.people import ANONYMOUS_KEY, USER_KEY
from aitdesk.phone.partner_catalog import failure_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aitdesk.partner.endpoint import PartnerEndpoint
    from aitdesk.phone.partner_catalog import HostKind

SCHEMA_PATH: Final = "/openapi.json"
_REF: Final = "#/components/schemas/{name}"


def partner_document(
    endpoints: Mapping[Any, PartnerEndpoint], servers: Mapping[HostKind, str]
) -> dict[str, Any]:
    """Return the document, OpenAPI 3.1.

    `servers` are our own addresses: what is driven by the document never reaches Toss's.
    """
    types = [each.body for each in endpoints.values()] + [each.gives for each in endpoints.values()]
    schemas, components = msgspec.json.schema_components(
        [*types, PartnerFailure], ref_template=_REF
    )
    bodies, gives = schemas[: len(endpoints)], schemas[len(endpoints) : -1]
    paths = {
        each.row.path: {
            each.row.method.lower(): {
                **_operation(each, body, given),
                "servers": [{"url": servers[each.row.host]}],
            }
        }
        for each, body, given in zip(endpoints.values(), bodies, gives, strict=True)
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Apps-in-Toss partner API, as aitdesk answers it", "version": "1"},
        "paths": paths,
        "components": {"schemas": components},
    }


def _operation(endpoint: PartnerEndpoint, body: Any, given: Any) -> dict[str, Any]:  # noqa: ANN401
    row, told = endpoint.row, (endpoint.handler.__doc__ or "").partition("\n")
    operation: dict[str, Any] = {
        "operationId": row.name,
        "summary": told[0],
        "description": f"Confidence {row.confidence}.",
        "tags": [row.host],
        "parameters": _parameters(row.who),
        "responses": _responses(row.name, given),
    }
    if endpoint.body is not NoBody:
        content = {"application/json": {"schema": body}}
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _responses(name: str, given: Any) -> dict[str, Any]:  # noqa: ANN401  # a JSON Schema
    success = _envelope({"const": "SUCCESS"}, given, {"type": "null"})
    failure = _envelope(
        {"type": "string", "not": {"const": "SUCCESS"}},
        {"type": "null"},
        {"$ref": _REF.format(name=PartnerFailure.__name__)},
    )
    bare = {
        "type": "object",
        "required": ["error"],
        "properties": {"error": {"const": "invalid_grant"}},
    }
    shapes: dict[str, list[Any]] = {"200": [success, failure]}
    for row in failure_rows(name):
        statuses = ["200", "400", "401"] if row.shape == "bare" else [str(row.status)]
        for status in statuses:
            shape = bare if row.shape == "bare" else failure
            known = shapes.setdefault(status, [])
            if row.shape != "http" and shape not in known:
                known.append(shape)
    return {
        status: {
            "description": "as the settings and the call have it",
            **({"content": {"application/json": {"schema": {"anyOf": all_}}}} if all_ else {}),
        }
        for status, all_ in shapes.items()
    }


def _envelope(result_type: Any, success: Any, error: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        "type": "object",
        "required": ["resultType", "success", "error"],
        "properties": {"resultType": result_type, "success": success, "error": error},
    }


def _parameters(who: str) -> list[dict[str, Any]]:
    names = {
        "nobody": (),
        "bearer": ("authorization",),
        "anonymous": (ANONYMOUS_KEY,),
        "optional": (USER_KEY,),
        "recipient": (USER_KEY, ANONYMOUS_KEY),
    }[who]
    return [{"name": each, "in": "header", "schema": {"type": "string"}} for each in names]

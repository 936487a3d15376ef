"""What the partner API answers in: its envelope, and the few answers that have none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from aitdesk.errors import PartnerError
    from aitdesk.phone.partner import PartnerState
    from aitdesk.phone.partner_catalog import FailureRow


class ErrorDetail(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """One mistake in a body."""

    field: str
    message: str
    rejected_value: Any = None  # JSON


class PartnerFailure(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Why a call failed."""

    error_type: int = 0
    error_code: str
    reason: str
    data: Any = None  # JSON
    title: str | None = None


class Envelope(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """An answer: exactly one of the two is there."""

    result_type: str = "SUCCESS"
    success: Any = None  # JSON
    error: PartnerFailure | None = None


@dataclass(frozen=True, slots=True)
class PartnerAnswer:
    """What goes back: HTTP's status, the body, and one word for the journal."""

    status: int
    body: object
    result: str

    def content(self) -> bytes:
        """Return the body's bytes; None has none."""
        return b"" if self.body is None else msgspec.json.encode(self.body)


def succeeded(success: object) -> PartnerAnswer:
    """Return the answer to a call that was done."""
    return PartnerAnswer(200, Envelope(success=success), "SUCCESS")


def failed(
    row: FailureRow, settings: PartnerState, *, data: object = None, reason: str | None = None
) -> PartnerAnswer:
    """Return a failure in the shape that it has."""
    told = PartnerFailure(error_code=row.key, reason=reason or row.reason, data=data)
    match row.shape:
        case "bare":
            status = settings.invalid_grant_status
            return PartnerAnswer(status, {"error": row.key}, row.key)
        case "http":
            return PartnerAnswer(row.status, None, row.key)
        case "kind":
            return PartnerAnswer(row.status, Envelope(result_type=row.key, error=told), row.key)
        case "timeout":
            told = PartnerFailure(error_code="HTTP_TIMEOUT", reason=row.reason)
            envelope = Envelope(result_type="HTTP_TIMEOUT", error=told)
            return PartnerAnswer(200, envelope, "HTTP_TIMEOUT")
        case "order" | "result":
            about = data if isinstance(data, dict) else {}
            success = row.key if row.shape == "result" else {**about, "status": row.key}
            return PartnerAnswer(200, Envelope(success=success), row.key)
        case "fail" | "limit" | "validation":
            return PartnerAnswer(row.status, Envelope(result_type="FAIL", error=told), row.key)


def asked_failure(key: str) -> PartnerAnswer:
    """Return a failure that no table has, as somebody asked for it: a status, or a code."""
    if len(key) == len("500") and key.isdecimal() and key[0] in "45":
        return PartnerAnswer(int(key), None, key)
    told = PartnerFailure(error_code=key, reason=f"{key} (asked for)")
    return PartnerAnswer(200, Envelope(result_type="FAIL", error=told), key)


def refused(problem: PartnerError, row: FailureRow, settings: PartnerState) -> PartnerAnswer:
    """Return the answer to a call that cannot be done."""
    return failed(row, settings, data=problem.data)

"""What a page of SDK 3.x must get: values, failures by each channel, or what the page makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from e2e.contract.around import TOSS
from e2e.contract.cases import version
from e2e.contract.expected import AGE, fits, from_sdk, row_of, wire_error
from e2e.contract_3x.cases import SHAPES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aitdesk.phone.error_catalog import Row
    from aitdesk.value import Json
    from e2e.contract.around import Around
    from e2e.contract_3x.cases import Case, Way
    from e2e.contract_3x.desk import Desk3x

OLD_APP: Final = "UNSUPPORTED_APP_VERSION"
OLD_OS: Final = "UNSUPPORTED_OS_VERSION"
UNKNOWN: Final = "UNKNOWN_ERROR"
WARNING: Final = "지원하지 않는 토스 앱 버전이에요."


def check(desk: Desk3x, case: Case, way: Way, around: Around) -> None:
    """Let the phone be so, run a case there and look at it."""
    look(desk, case, way, around, desk.arrange(around))


def look(desk: Desk3x, case: Case, way: Way, around: Around, seen: Mapping[str, str]) -> None:
    """Run a case, and fail unless the page gets what it should and sends what it should."""
    closed = closing(case, way, around)
    given = host_gives(case, around)
    is_silent = given == "silent" or closed == "silent"
    count = 0 if is_silent else None if given == "value" else 1
    got = desk.go(case, way, seen, count=count)
    if closed:
        check_closed(desk, case, got, closed)
        return
    check_given(case, way, got, given)
    check_sent(desk, case, way)


def closing(case: Case, way: Way, around: Around) -> str:
    """Return how the page itself closes the name there, "" where it does not."""
    gate = case.shape.get("in_page")
    if gate is None or way.is_wire or is_open_in_page(case, around):
        return ""
    if not way.is_namespaced:
        return str(gate.get("below", ""))
    if "os" not in gate:
        return OLD_APP
    is_os_known = around.platform in gate["os"]
    return OLD_APP if is_os_known and not _is_new(gate["minimum"], around) else OLD_OS


def is_open_in_page(case: Case, around: Around) -> bool:
    """Tell whether the page finds it there, by a flag or by the version."""
    gate = case.shape["in_page"]
    if gate["by"] == "flag":
        return is_flag_true(case.shape["flag"], around)
    return _is_new(gate["minimum"], around)


def is_flag_true(name: str, around: Around) -> bool:
    """Tell what the host says there of a flag."""
    if name == "isGetDeclaredAgeRangeSupported" and around.platform == "android":
        return False  # in the sandbox, too
    return around.opens(SHAPES["constant"][name])


def host_gives(case: Case, around: Around) -> str:
    """Return "value", or what the host gives in its place there."""
    shape = case.shape
    if case.name == AGE and around.platform == "android":  # in the sandbox, too
        return "OS_TOO_OLD"
    if case.kind == "constant" and not is_flag_true(case.name, around):
        return "false"
    if not around.opens(shape):
        return str(shape["below"])
    if around.operational != TOSS and "in_sandbox" in shape:
        return str(shape["in_sandbox"])
    return "value"


def check_given(case: Case, way: Way, got: Any, given: str) -> None:  # noqa: ANN401
    """Fail unless the page got what the host gives."""
    match given:
        case "value":
            check_value(case, way, got)
        case "undefined" if "gives" in case.shape and not way.is_wire:
            # The page looks for a member of what is not there.
            assert (got["is"], got["error"]["name"]) == ("rejected", "TypeError")
        case "undefined":
            assert got == {"is": "resolved"}
        case "false":
            assert got == {"is": "read" if way.kind == "constant" else "resolved", "value": False}
        case "silent":
            assert got == []
        case key:
            assert got == failed(case, way, row_of(case.older_name, key))


def check_value(case: Case, way: Way, got: Any) -> None:  # noqa: ANN401
    """Fail unless the value, or every payload, fits the shape, and as many came as should."""
    shape = case.shape
    if way.kind == "event":
        assert [each["is"] for each in got] == ["told"] * (
            way.told if isinstance(way.told, int) else len(way.told)
        ), got
        for each in got:
            _fit(each, schemas=shape.get("payloads", []), is_undefined=shape.get("undefined"))
        if not isinstance(way.told, int):
            assert [each["value"]["type"] for each in got] == list(way.told)
        return
    assert got["is"] == ("read" if way.kind == "constant" else "resolved"), got
    given = shape.get("value") if way.is_wire else shape.get("gives", shape.get("value"))
    is_undefined = shape.get("undefined") if given != "undefined" else True
    schemas = [given] if isinstance(given, dict) else []
    _fit(got, schemas=schemas, is_undefined=is_undefined)


def check_closed(desk: Desk3x, case: Case, got: Any, closed: str) -> None:  # noqa: ANN401
    """Fail unless the page closed the name itself, and sent nothing of it."""
    entries = desk.entries()
    sent = [each["name"] for each in entries if each["kind"] in {"call", "subscribe"}]
    assert case.name not in sent
    warned = [each["text"] for each in entries if each["kind"] == "console"]
    assert [WARNING in text for text in warned] == ([True] if closed == "warned" else [])
    match closed:
        case "undefined" | "warned":
            assert got == {"is": "resolved"}
        case "silent":
            assert got == []
        case code:
            error = got["error"]
            assert (got["is"], error["name"], error["code"]) == ("threw", code, code)
            gate = case.shape["in_page"]
            named = gate.get("os" if code == OLD_OS else "minimum", {})
            needed = {version for version in named.values() if version != "never"}
            assert [version for version in needed if version not in error["message"]] == []
            assert error["message"]


def check_sent(desk: Desk3x, case: Case, way: Way) -> None:
    """Fail unless the name itself came to the host over the wire of 3.x, with what it takes."""
    if case.kind == "constant":
        return
    entries = [each for each in desk.sent() if each["name"] == case.name]
    assert entries, "it was not sent"
    entry, member = entries[0], "args" if case.kind == "method" else "options"
    assert entry["kind"] == ("call" if case.kind == "method" else "subscribe")
    if member in case.shape:
        assert fits(entry[member], case.shape[member]), entry[member]
    elif not way.is_wire:
        assert member not in entry


def failed(case: Case, way: Way, row: Row, *, is_asked_for: bool = False) -> Any:  # noqa: ANN401
    """Return what a page gets of a documented failure, whatever it makes of it."""
    if row.is_value and way.is_wire:
        return {"is": "resolved", "value": row.key}
    error = wire_error(case.name, row, is_asked_for=is_asked_for)
    del error["__isError"]
    if way.is_wire:
        return raw(case, error)
    swallowed = _swallowed(case, way, error)
    if swallowed is not None:
        return swallowed
    is_denied = row.key == "PERMISSION_DENIED" and case.name == "startUpdateLocation"
    return told(way, denied(case, row) if is_denied else error)


def agree(got: Any, expected: Any) -> bool:  # noqa: ANN401  # a method's or an event's
    """Tell whether they are the same, but for a text of the SDK that nobody has to know."""
    if isinstance(expected, dict) and expected.get("error", {}).get("message", "") is None:
        said = got["error"]["message"]
        return bool(said) and got == {**expected, "error": {**expected["error"], "message": said}}
    return bool(got == expected)


def told(way: Way, error: dict[str, Any]) -> Any:  # noqa: ANN401  # a method's or an event's
    """Return what a page gets where a function of the SDK fails."""
    if way.kind == "event":
        return [{"is": "failed", "error": error}]
    return {"is": "rejected", "error": error}


def raw(case: Case, error: dict[str, Any]) -> Any:  # noqa: ANN401  # a method's or an event's
    """Return a failure as it travels: as a value, with a stack that page.js has looked at."""
    members = {name: each for name, each in error.items() if name != "is_a"}
    value = {**members, "__instanceof": "Error", "stack": "text"}
    if case.kind == "event":
        return [{"is": "failed", "value": value}]
    return {"is": "resolved", "value": value}


def denied(case: Case, row: Row) -> dict[str, Any]:
    """Return a refused permission as the SDK itself makes it, in the page."""
    error = from_sdk(wire_error(case.name, row))
    return {**error, "is_a": sorted([*error["is_a"], "PermissionError"])}


def coded(code: str, message: str | None = None) -> dict[str, Any]:
    """Return an error that the SDK makes in the page with a code."""
    return {"name": code, "message": message, "code": code, "is_a": []}


def _swallowed(case: Case, way: Way, error: dict[str, Any]) -> Any:  # noqa: ANN401
    code, message = error.get("code", ""), error["message"]
    if case.name == "getAnonymousKey" or (case.name == "grantPromotionReward" and not code):
        if way.is_namespaced:
            return {"is": "rejected", "error": coded(UNKNOWN)}
        return {"is": "resolved", "value": "ERROR"}
    if case.name == "grantPromotionReward":
        if way.is_namespaced:
            return {"is": "rejected", "error": coded(code, message)}
        return {"is": "resolved", "value": {"errorCode": code, "message": message}}
    return None


def _is_new(minimum: dict[str, str], around: Around) -> bool:
    """Tell what the SDK's own comparison of versions says there."""
    if around.operational != TOSS:
        return True
    needed = minimum[around.platform]
    return needed != "never" and version(around.toss_version) >= version(needed)


def _fit(got: dict[str, Json], *, schemas: list[dict[str, Any]], is_undefined: bool | None) -> None:
    if "value" not in got:
        assert is_undefined, f"undefined is none of {schemas}"
        return
    assert any(fits(got["value"], each) for each in schemas), f"{got} fits none of {schemas}"

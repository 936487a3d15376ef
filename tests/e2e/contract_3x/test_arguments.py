"""What does not fit: arguments of every name, and names that SDK 3.x does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from aitdesk.phone.error_catalog import ANY_NAME, table
from e2e.contract.around import AROUND, Around
from e2e.contract.cases import CATALOGUE
from e2e.contract.expected import fits, without_null
from e2e.contract.test_arguments import TAKES_MORE as TAKES_MORE_IN_2X
from e2e.contract_3x.cases import CASES, OF_THE_WIRE, SHAPES, WIRE, Case, Way

if TYPE_CHECKING:
    from e2e.contract_3x.desk import Desk3x

POSITIONAL: Final = "what 3.0 and 3.1 send is not known, so what 2.x sends is taken too"
TAKES_MORE: Final = {
    **TAKES_MORE_IN_2X,
    "getCompletedOrRefundedOrders": "the SDK itself sends {} and no more, and more is ignored",
    "openURL": POSITIONAL,
    "setClipboardText": POSITIONAL,
    "getStorageItem": POSITIONAL,
    "setStorageItem": POSITIONAL,
    "removeStorageItem": POSITIONAL,
}
SUBSCRIBE: Final = "__subscribeAppEvent"
METHODS: Final = [
    case for case in CASES.values() if case.kind == "method" and case.name != "closeView"
]
EVENTS: Final = [case for case in CASES.values() if case.kind == "event"]
NOBODYS: Final = ("noSuchName", "")
IN_EVERY_OBJECT: Final = ("constructor", "toString", "__proto__")
"""Names that the transport keeps to itself; those of events are no names of it."""

OLDER: Final = {
    kind: [name for name in CATALOGUE[kind] if name not in SHAPES[kind]]
    for kind in ("method", "event")
}


def is_fitting(case: Case, reply: dict[str, Any]) -> bool:
    """Tell whether there are such arguments; null stands for what is left out, more is ignored."""
    schema = case.shape["args"]
    named = len(schema.get("prefixItems", [])) or (1 if "$ref" in schema else 0)
    sent: Any = without_null(reply["sent"]) or [{}]  # options that are left out
    return fits(sent[:named], schema)


def is_error(got: dict[str, Any]) -> bool:
    """Tell whether the value is an error that the SDK would throw."""
    value = got.get("value")
    return isinstance(value, dict) and value.get("__instanceof") == "Error"


def is_documented(case: Case, got: dict[str, Any]) -> bool:
    """Tell whether it is a value, or a failure that the name is known to have."""
    if got["is"] in {"resolved", "told"} and not is_error(got):
        return True
    error = got["value"]
    names = {case.older_name, ANY_NAME}
    rows = [row for (name, _), row in table().items() if name in names]
    if "code" in error:
        return error["code"] in {row.key for row in rows if row.has_code}
    return (error["name"], error["message"]) in {(row.name, row.message) for row in rows}


@pytest.mark.parametrize("case", METHODS, ids=str)
def test_arguments_that_do_not_fit_are_answered_once_and_break_nothing(
    desk: Desk3x, case: Case
) -> None:
    seen, crashes = desk.arrange(Around()), desk.crashes
    replies = desk.run_with_junk(case, seen)
    assert [reply for reply in replies if reply["times"] != 1] == []
    assert [each for each in replies if not is_documented(case, each["got"])] == []
    taken = [e for e in replies if not is_fitting(case, e) and not is_error(e["got"])]
    assert taken == [] or case.name in TAKES_MORE
    outcomes = [entry["outcome"] for entry in desk.sent() if entry["name"] == case.name]
    assert len(outcomes) >= len(replies) > 1
    assert {*outcomes} <= {"resolved", "rejected"}
    assert desk.crashes == crashes


@pytest.mark.parametrize("case", EVENTS, ids=str)
def test_options_that_do_not_fit_break_nothing(desk: Desk3x, case: Case) -> None:
    seen, crashes = desk.arrange(Around()), desk.crashes
    replies = desk.run_with_junk(case, seen)
    told = [told for reply in replies for told in reply["got"]]
    assert [each for each in told if not is_documented(case, each)] == []
    subscribed = [entry["name"] for entry in desk.sent() if entry["name"] == case.name]
    assert len(subscribed) >= len(replies) > 1
    assert desk.crashes == crashes


def receipt(name: str, args: list[Any]) -> dict[str, Any]:
    """Return how the call that a subscription is made of, or ended with, is answered."""
    is_one = fits(args[:1], SHAPES["method"][name]["args"])
    is_known = name != SUBSCRIBE or (is_one and ("event", args[0]["method"]) in CASES)
    return {"is": "resolved"} if is_one and is_known else {"is": "rejected", "value": True}


@pytest.mark.parametrize("name", sorted(OF_THE_WIRE))
def test_a_subscription_that_is_none_is_a_call_of_an_unknown_name(desk: Desk3x, name: str) -> None:
    good = "{ method: 'backEvent', subscriptionId: 's' }"
    case = Case(kind="method", name=name, ways=(), args=good)
    seen, crashes = desk.arrange(Around()), desk.crashes
    replies = desk.run_with_junk(case, seen)
    assert [reply for reply in replies if reply["times"] != 1] == []
    assert [each for each in replies if each["got"] != receipt(name, each["sent"])] == []
    assert len(replies) > 1
    assert desk.crashes == crashes


@pytest.mark.parametrize("name", [*NOBODYS, *OLDER["method"]])
@pytest.mark.parametrize("place", AROUND, ids=str)
def test_a_call_of_a_name_that_is_not_there_rejects_with_true_and_the_developer_is_told(
    desk: Desk3x, name: str, place: Around
) -> None:
    way = Way(path=WIRE, kind="method", expression=f"contract.line.call('{name}')(1)")
    case = Case(kind="method", name=name, ways=(way,))
    got = desk.go(case, way, desk.arrange(place))
    assert got == {"is": "rejected", "value": True}
    (entry,) = desk.entries(name=name, outcome="unanswered")
    assert (entry["kind"], entry["name"], entry["args"]) == ("call", name, [1])
    assert entry["line"] == "3"


@pytest.mark.parametrize("name", [*NOBODYS, *IN_EVERY_OBJECT, *OLDER["event"]])
@pytest.mark.parametrize("place", AROUND, ids=str)
def test_an_event_that_is_not_there_is_true_to_on_error_and_the_developer_is_told(
    desk: Desk3x, name: str, place: Around
) -> None:
    seen = desk.arrange(place)
    for source in ("graniteEvent", "appsInTossEvent", "tdsEvent"):
        listen = f"sdk.{source}.addEventListener('{name}', on)"
        way = Way(path=source, kind="event", expression=listen)
        case = Case(kind="event", name=name, ways=(way,))
        assert desk.go(case, way, seen, count=1) == [{"is": "failed", "value": True}]
        (entry,) = desk.entries(name=name, outcome="unanswered")
        assert (entry["kind"], entry["name"], entry["line"]) == ("subscribe", name, "3")

"""From which version of Toss on a name is there: by the page's own comparison, or by the host's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, urlsplit

import pytest

from e2e.contract.around import AROUND, NEWEST, PLATFORMS, TOSS, Around, just_below
from e2e.contract.cases import version as as_numbers
from e2e.contract.expected import row_of
from e2e.contract_3x.cases import CASES, SHAPES, WIRE, Case, Way
from e2e.contract_3x.expected import (
    check,
    check_sent,
    check_value,
    closing,
    failed,
    is_open_in_page,
    look,
)

if TYPE_CHECKING:
    from e2e.contract_3x.desk import Desk3x

GATED: Final = [case for case in CASES.values() if case.is_gated]
FLAGS: Final = [case for case in GATED if case.kind == "constant"]
WAYS: Final = [
    pytest.param(case, way, id=f"{case}-{way.path}")
    for case in GATED
    if case.kind != "constant"
    for way in case.ways
]
THROWING: Final = [
    pytest.param(case, way, id=f"{case}-{way.path}")
    for case in GATED
    for way in case.ways
    if way.is_namespaced and "in_page" in case.shape
]
PURCHASE: Final = CASES["event", "requestOneTimePurchase"]
LEGACY: Final = CASES["method", "iapCreateOneTimePurchaseOrder"]
PURCHASE_FLAG: Final = SHAPES["constant"]["isRequestOneTimePurchaseSupported"]
BUY: Final = "IAP.createOneTimePurchaseOrder"
LINK: Final = CASES["method", "getTossShareLink"]
PATH: Final = "intoss://my-app/path"


def minimums(case: Case, platform: str) -> list[str]:
    """Return every version that something compares with for the name, "never" left out."""
    shape, flag = case.shape, SHAPES["constant"].get(case.shape.get("flag", ""), {})
    said = [
        each["minimum"] for each in (shape, flag, shape.get("in_page", {})) if "minimum" in each
    ]
    return sorted({each[platform] for each in said} - {"never"})


def versions(case: Case, way: Way, platform: str) -> list[str]:
    """Return those right below and at each of them at which the way leads to the name."""
    found = minimums(case, platform)
    around = [each for minimum in found for each in (just_below(minimum), minimum)] or [NEWEST]
    if way.path != BUY:
        return around
    is_event, newer = case == PURCHASE, PURCHASE_FLAG["minimum"][platform]
    # Where the page closes it, neither protocol is gone by.
    return [
        each
        for each in around
        if closing(case, way, Around(platform, TOSS, each))
        or (as_numbers(each) >= as_numbers(newer)) == is_event
    ]


@pytest.mark.parametrize("case", FLAGS, ids=str)
@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_flag_is_false_right_below_its_version_and_true_from_it_on(
    desk: Desk3x, case: Case, platform: str
) -> None:
    versions = [each for least in minimums(case, platform) for each in (just_below(least), least)]
    places = [Around(platform, TOSS, version) for version in versions or [NEWEST]]
    for place in (*places, Around(platform, "sandbox", "5.0.0")):
        seen = desk.arrange(place)
        for way in case.ways:
            look(desk, case, way, place, seen)


@pytest.mark.parametrize(("case", "way"), WAYS)
@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_name_is_closed_right_below_its_version_and_open_from_it_on(
    desk: Desk3x, case: Case, way: Way, platform: str
) -> None:
    for version in versions(case, way, platform):
        check(desk, case, way, Around(platform, TOSS, version))


@pytest.mark.parametrize(("case", "way"), WAYS)
@pytest.mark.parametrize("platform", PLATFORMS)
def test_the_sandbox_looks_at_no_version_and_has_no_ads(
    desk: Desk3x, case: Case, way: Way, platform: str
) -> None:
    if way == LEGACY.way(BUY):  # the sandbox has the newer way to buy
        case, way = PURCHASE, PURCHASE.way(BUY)
    check(desk, case, way, Around(platform, "sandbox", "5.0.0"))


@pytest.mark.parametrize(("case", "way"), THROWING)
@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_namespaced_function_says_itself_whether_it_is_there(
    desk: Desk3x, case: Case, way: Way, platform: str
) -> None:
    gate, bare = case.shape["in_page"], replace(case, before="")
    asks, minimum, os = (
        replace(way, kind="constant", expression=f"sdk.{way.path}.{member}")
        for member in ("isSupported()", "MIN_TOSS_APP_VERSION", "MIN_OS_VERSION")
    )
    seen = desk.arrange(Around(platform))
    assert desk.go(bare, minimum, seen).get("value") == gate.get("minimum")
    assert desk.go(bare, os, seen).get("value") == gate.get("os")
    for each in minimums(case, platform) or [NEWEST]:
        for version in (just_below(each), each):
            around = Around(platform, TOSS, version)
            got = desk.go(bare, asks, desk.arrange(around))
            assert got == {"is": "read", "value": is_open_in_page(case, around)}


@pytest.mark.parametrize("name", ["sku", "productId"])
@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_flag_chooses_how_a_product_is_bought_by_either_of_its_names(
    desk: Desk3x, platform: str, name: str
) -> None:
    newer = PURCHASE_FLAG["minimum"][platform]
    for case, version in [(LEGACY, just_below(newer)), (PURCHASE, newer)]:
        way = case.way(BUY)
        options = way.expression.replace("productId:", "sku:").replace("sku:", f"{name}:")
        check(desk, case, replace(way, expression=options), Around(platform, TOSS, version))


@pytest.mark.parametrize("platform", PLATFORMS)
def test_only_the_newer_way_to_buy_asks_whether_the_product_was_granted(
    desk: Desk3x, platform: str
) -> None:
    newer = PURCHASE_FLAG["minimum"][platform]
    older = refusing(LEGACY.way(BUY))
    got = desk.go(LEGACY, older, desk.arrange(Around(platform, TOSS, just_below(newer))))
    check_value(LEGACY, older, got)
    way = refusing(PURCHASE.way(BUY))
    got = desk.go(PURCHASE, way, desk.arrange(Around(platform, TOSS, newer)))
    assert got == failed(PURCHASE, way, row_of(PURCHASE.name, "PRODUCT_NOT_GRANTED_BY_PARTNER"))


def refusing(way: Way) -> Way:
    return replace(way, expression=way.expression.replace("() => true", "() => false"))


@pytest.mark.parametrize(("platform", "newer"), [("android", "5.240.0"), ("ios", "5.239.0")])
@pytest.mark.parametrize("path", ["getTossShareLink", "Share.createLink"])
def test_the_page_puts_the_path_into_a_link_that_an_older_toss_makes(
    desk: Desk3x, path: str, platform: str, newer: str
) -> None:
    way = LINK.way(path)
    older = desk.go(LINK, way, desk.arrange(Around(platform, TOSS, just_below(newer))))
    assert [entry["args"] for entry in desk.sent()] == [[{}]]
    query = parse_qs(urlsplit(older["value"]).query)
    assert (query["deep_link_value"], query["af_dp"]) == ([PATH], [PATH])
    for place in (Around(platform, TOSS, newer), Around(platform, "sandbox", "5.0.0")):
        short = desk.go(LINK, way, desk.arrange(place))
        assert urlsplit(short["value"]).query == ""
        asked = [{"url": PATH, "ogImageUrl": "https://x.test/i"}]
        assert [entry["args"] for entry in desk.sent()] == [asked]


@pytest.mark.parametrize("place", AROUND, ids=str)
def test_an_older_page_is_given_a_link_without_a_path(desk: Desk3x, place: Around) -> None:
    bare = replace(LINK.way(WIRE), expression=f"contract.line.call('{LINK.name}')({{}})")
    got = desk.go(LINK, bare, desk.arrange(place))
    check_value(LINK, bare, got)
    check_sent(desk, LINK, bare)
    query = parse_qs(urlsplit(got["value"]["shareLink"]).query)
    assert {"deep_link_value", "af_dp"} & set(query) == set()


@pytest.mark.parametrize("place", AROUND, ids=str)
def test_the_constants_have_the_keys_of_the_line_and_no_more(desk: Desk3x, place: Around) -> None:
    desk.go(LINK, LINK.way(WIRE), desk.arrange(place))  # so that the page has seen the place
    keys = desk.miniapp.page.evaluate("Object.keys(window.__appsInTossConstants)")
    assert sorted(keys) == sorted(SHAPES["constant"])

"""What every name of the bridge gives, on both platforms, in both environments, with two SDKs.

Through the SDK's own functions, in the real WebView. The phone is steered from outside.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, urlsplit

import pytest

from e2e.contract.around import AROUND, NEWEST, PLATFORMS, TOSS, Around, just_below
from e2e.contract.cases import CASES, QUIET, SDKS, Case
from e2e.contract.expected import (
    FENCE,
    check,
    check_shape,
    check_together,
    failed,
    row_of,
    wire_error,
)
from standin import with_head

if TYPE_CHECKING:
    from pathlib import Path

    from e2e.command import Runner
    from e2e.contract.desk import Desk

ENDS_THE_RUN: Final = CASES["method", "closeView"]
ALL: Final = [case for case in CASES.values() if case != ENDS_THE_RUN]
GATED: Final = [case for case in ALL if "minimum" in case.shape]
SOLD: Final = [case for case in ALL if "in_page" in case.shape]


@pytest.mark.parametrize("case", ALL, ids=str)
@pytest.mark.parametrize("place", AROUND, ids=str)
def test_a_name_gives_what_the_phone_gives(desk: Desk, case: Case, place: Around) -> None:
    if case in QUIET:
        check_together(desk, case, place)
        return
    if case.toss_version:
        place = Around(place.platform, place.operational, case.toss_version)
    # In the sandbox the SDK takes its newer way, whatever the version.
    is_wire = bool(case.toss_version) and place.operational != TOSS
    check(desk, case, place, is_public=case.is_public_in(desk.sdk) and not is_wire)


@pytest.mark.parametrize("case", GATED, ids=str)
@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_name_is_closed_right_below_its_version_and_open_from_it_on(
    desk: Desk, case: Case, platform: str
) -> None:
    minimum = case.shape["minimum"][platform]
    versions = [NEWEST] if minimum == "never" else [just_below(minimum), minimum]
    for version in versions:
        check(desk, case, Around(platform, TOSS, version), is_public=case.is_public_in(desk.sdk))


@pytest.mark.parametrize("case", GATED, ids=str)
@pytest.mark.parametrize("platform", PLATFORMS)
def test_the_sandbox_looks_at_no_version_and_has_no_ads(
    desk: Desk, case: Case, platform: str
) -> None:
    place = Around(platform, "sandbox", "5.0.0")
    check(desk, case, place, is_public=case.is_public_in(desk.sdk))


@pytest.mark.parametrize("case", SOLD, ids=str)
@pytest.mark.parametrize("platform", PLATFORMS)
def test_the_sdk_itself_sells_otherwise_below_its_version(
    desk: Desk, case: Case, platform: str
) -> None:
    if not case.is_public_in(desk.sdk):  # it has no function for subscriptions
        function = "sdk.IAP.createSubscriptionPurchaseOrder"
        assert desk.miniapp.page.evaluate(f"typeof {function}") == "undefined"
        return
    newer = Around(platform, TOSS, case.shape["in_page"][platform])
    check(desk, case, newer, is_public=True)
    has_older_way = case.name == "requestOneTimePurchase"
    seen = desk.arrange(Around(platform, TOSS, just_below(newer.toss_version)))
    got = desk.run(case, seen, count=int(has_older_way))
    check_shape(case, got, told=("success",) if has_older_way else 0)
    entries = [e for e in desk.entries("call", "subscribe") if e["name"] != FENCE]
    assert [(e["kind"], e["name"]) for e in entries] == (
        [("call", "iapCreateOneTimePurchaseOrder")] if has_older_way else []
    )


@pytest.mark.parametrize("platform", PLATFORMS)
def test_the_sdk_sells_nothing_at_all_below_the_first_version_that_sold(
    desk: Desk, platform: str
) -> None:
    seen = desk.arrange(Around(platform, TOSS, just_below("5.219.0")))
    assert desk.run(CASES["event", "requestOneTimePurchase"], seen, count=0) == []
    assert {e["name"] for e in desk.entries("call", "subscribe")} == {FENCE}


@pytest.mark.parametrize(("platform", "newer"), [("android", "5.240.0"), ("ios", "5.239.0")])
def test_an_older_toss_gives_a_long_share_link_with_the_path_in_it(
    desk: Desk, platform: str, newer: str
) -> None:
    case = CASES["method", "getTossShareLink"]
    older = desk.run(case, desk.arrange(Around(platform, TOSS, just_below(newer))))
    query = parse_qs(urlsplit(older["value"]).query)
    path = "intoss://my-app/path"
    assert (query["deep_link_value"], query["af_dp"]) == ([path], [path])
    short = desk.run(case, desk.arrange(Around(platform, TOSS, newer)))
    assert urlsplit(short["value"]).query == ""


@pytest.mark.parametrize("platform", PLATFORMS)
def test_an_older_toss_shows_googles_ads_in_place_of_its_own(desk: Desk, platform: str) -> None:
    load = CASES["event", "loadFullScreenAd"]
    show = replace(CASES["event", "showFullScreenAd"], before="")
    older = Around(platform, TOSS, just_below("5.247.0"))
    (loaded,) = desk.run(load, desk.arrange(older))
    assert set(loaded["value"]["data"]) == {"adGroupId", "adUnitId", "responseInfo"}
    not_loaded = row_of("showAppsInTossAdMob", "FAILED_TO_GET_LOADED_AD")
    got = desk.run(show, desk.arrange(older))
    assert got == failed(show, wire_error(show.name, not_loaded))
    newer = Around(platform, TOSS, "5.247.0")
    assert desk.run(load, desk.arrange(newer)) == [{"is": "told", "value": {"type": "loaded"}}]


def test_each_platform_answers_in_its_own_way(desk: Desk) -> None:
    copy, locate = CASES["method", "setClipboardText"], CASES["method", "getCurrentLocation"]
    ios = desk.arrange(Around("ios"))
    copied, located = desk.run(copy, ios), desk.run(locate, ios)
    assert (copied, "accessLocation" in located["value"]) == (
        {"is": "resolved", "value": {"text": "hello"}},
        False,
    )
    android = desk.arrange(Around("android"))
    copied, located = desk.run(copy, android), desk.run(locate, android)
    assert (copied, located["value"]["accessLocation"]) == ({"is": "resolved"}, "FINE")


@pytest.mark.parametrize("place", AROUND, ids=str)
def test_a_login_tells_where_it_came_from(desk: Desk, place: Around) -> None:
    got = desk.run(CASES["method", "appLogin"], desk.arrange(place))
    assert got["value"]["referrer"] == ("DEFAULT" if place.operational == TOSS else "SANDBOX")


@pytest.mark.parametrize("sdk", SDKS)
def test_close_view_ends_the_run(
    run_preview: Runner, pages: dict[str, str], sdk: str, tmp_path: Path
) -> None:
    assert ENDS_THE_RUN.is_public_in(sdk)
    script = ends_at_close(f"void {ENDS_THE_RUN.public};")
    run = run_preview(with_head(pages[sdk], tmp_path / "page", "", end=script))
    run.entry("loaded", ok=True)
    run.control.ask("POST", "/navigate", {"path": "/close"})
    assert run.wait() == 0
    (entry,) = run.journal("call", name="closeView")
    assert (entry["args"], entry["outcome"], entry["value"]) == ([], "resolved", None)


def ends_at_close(statements: str) -> str:
    """Return a script for the end of a page, which acts only where control sends it."""
    return f"""<script type="module">
      if (location.pathname === "/close") {{ {statements} }}
    </script>"""

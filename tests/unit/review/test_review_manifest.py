from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aitdesk.checks.review.bundle import Bundle, BundleText
from aitdesk.checks.review.judging import RuleState, judge
from aitdesk.checks.review.manifest import UNCLEAR, Manifest
from aitdesk.checks.review.subject import Subject
from aitdesk.config.tables import AppTable
from aitdesk.phone.need import Need

if TYPE_CHECKING:
    from aitdesk.checks.review.judging import Judged
    from aitdesk.miniapp.js_literals import Literal

BAR_OFF: dict[str, Literal] = {"navigationBar": {"withHomeButton": False}}
CAMERA = frozenset({Need("camera", "access")})
CAMERA_ENTRY = {"name": "camera", "access": "access"}


def judged(manifest: Manifest, *, script: str = "", unread: tuple[str, ...] = ()) -> Judged:
    texts = (BundleText("a.js", script),)
    bundle = Bundle(sizes={}, texts=texts, unread=unread)
    return judge(Subject(app_name="shop", bundle=bundle, manifest=manifest))


def found(said: Judged, rule: str) -> list[str]:
    return [each.what.en for each in said.findings if each.rule == rule]


def state(said: Judged, rule: str) -> RuleState:
    (state,) = (each.state for each in said.rules if each.rule.id == rule)
    return state


@pytest.mark.parametrize(
    ("manifest", "value"),
    [
        (Manifest(file="a.ts", config={"brand": {"icon": "x"}}, text="brand icon"), "x"),
        (Manifest(file="a.ts", config={"brand": {}}, text="brand: {}"), None),
        (Manifest(file="a.ts", config={"brand": {}}, text="brand: { icon }"), UNCLEAR),
        (Manifest(file="a.ts", config={"brand": {}}, text="...base, brand: {}"), UNCLEAR),
        (Manifest(file="a.ts", config={}, text="brand: {}"), UNCLEAR),
        (Manifest(file="a.ait", config={"brand": {}}, is_package=True), None),
        (Manifest(file="a.ait", config={}, is_package=True), UNCLEAR),
        (Manifest(file="a.ait", config={"appName": "a"}, is_package=True), UNCLEAR),
        (Manifest(), UNCLEAR),
    ],
)
def test_a_member_that_may_be_there_is_not_taken_for_missing(
    manifest: Manifest, value: object
) -> None:
    assert manifest.value("brand", "icon") == value


@pytest.mark.parametrize(
    ("manifest", "permissions"),
    [
        (Manifest(file="a.ts", config={"permissions": [{**CAMERA_ENTRY}]}), CAMERA),
        (Manifest(file="a.ts", config={"appName": "a"}, text="appName"), frozenset()),
        (Manifest(file="a.ts", config={"appName": "a"}, text="permissions: all()"), UNCLEAR),
        (Manifest(app=AppTable(permissions=("camera",))), CAMERA),
        (Manifest(), UNCLEAR),
    ],
)
def test_permissions_are_those_of_the_configuration_else_of_aitdesk_toml(
    manifest: Manifest, permissions: object
) -> None:
    assert manifest.permissions() == permissions


def test_a_default_that_a_package_has_written_in_is_no_defect() -> None:
    source = Manifest(file="granite.config.ts", config=BAR_OFF, line="2")
    package = Manifest(file="shop.ait", config=BAR_OFF, is_package=True, line="2")
    assert [len(found(judged(each), "N4")) for each in (source, package)] == [1, 0]


def test_the_kind_of_the_bar_that_a_package_has_is_no_field_of_sdk_2() -> None:
    config: dict[str, Literal] = {"webViewProps": {"type": "game"}}
    source = Manifest(file="apps-in-toss.config.ts", config=config, line="3")
    package = Manifest(file="shop.ait", config=config, is_package=True, line="3")
    assert [len(found(judged(each), "C1")) for each in (source, package)] == [1, 0]


def test_a_permission_is_not_called_unused_while_a_file_was_not_read() -> None:
    manifest = Manifest(file="a.ts", config={"permissions": [{**CAMERA_ENTRY}]})
    whole, part = judged(manifest), judged(manifest, unread=("large.js",))
    assert [(len(found(each, "P8")), state(each, "P8")) for each in (whole, part)] == [
        (1, RuleState.FOUND),
        (0, RuleState.UNDECIDED),
    ]


def test_what_looks_like_a_defect_too_often_is_undecided() -> None:
    said = [judged(Manifest(), script="alert(a);" * times) for times in (10, 6_000)]
    assert [state(each, "V3") for each in said] == [RuleState.CLEAR, RuleState.UNDECIDED]


def test_a_hundred_findings_of_a_rule_are_told() -> None:
    page = BundleText("index.html", "<iframe src='/a'></iframe>" * 200, is_markup=True)
    subject = Subject(app_name="shop", bundle=Bundle(sizes={}, texts=(page,)), manifest=Manifest())
    assert len(found(judge(subject), "L7")) == 100

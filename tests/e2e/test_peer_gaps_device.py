"""Screen, hand, person and permission through the real SDK: a call leaves its trace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest
from PySide6.QtGui import QColor

from phone import Phone, open_phone

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from e2e.conftest import Opener

STATUS_PX, WIDTH_PX = 54, 393
RED: Final = "#ff0000"
PAINT: Final = """(colour) => new Promise((done) => {
  document.body.style.background = colour;
  requestAnimationFrame(() => requestAnimationFrame(done));
})"""
CLIPBOARD: Final = {"name": "clipboard", "access": "read"}


@pytest.fixture(scope="module")
def kept(keep_miniapp: Opener, sdk_page: str) -> Phone:
    return open_phone(keep_miniapp, sdk_page)


@pytest.fixture
def phone(kept: Phone) -> Phone:
    """The phone as it began, with a new document."""
    kept.renew()
    return kept


def status_row(phone: Phone) -> QImage:
    return phone.picture().copy(0, 0, WIDTH_PX, STATUS_PX)


def test_a_screen_that_is_kept_awake_shows_it_in_the_status_row(phone: Phone) -> None:
    asleep, replies, drawn = status_row(phone), [], []
    for is_on in (True, False):
        replies.append(phone.get("setScreenAwakeMode", {"enabled": is_on}))
        drawn.append((phone.state("screen")["is_awake"], status_row(phone) == asleep))
    assert replies == [{"enabled": True}, {"enabled": False}]
    assert drawn == [(True, False), (False, True)]


def test_a_secure_screen_cannot_be_captured(phone: Phone) -> None:
    phone.page.evaluate(PAINT, RED)
    seen = []
    for is_on in (False, True, False):
        phone.call("setSecureScreen", {"enabled": is_on})
        seen.append(QColor(phone.picture().pixel(20, 700)).name() == RED)
    assert seen == [True, False, True]


def test_a_review_is_asked_of_the_person_and_the_call_waits_for_it(phone: Phone) -> None:
    phone.begin("requestReview")
    stars = phone.sheet.get_by_role("radio")
    stars.nth(3).check(force=True)
    assert phone.is_waiting
    phone.tap("submit")
    assert phone.answer == ["resolved", None]
    answered = phone.miniapp.shell.await_entry("prompt", step="answered")
    assert (answered["choice"], answered["values"]) == ("submit", {"stars": 4})


@pytest.mark.parametrize(
    ("choice", "answer"),
    [
        ("sign", ["undefined"]),
        ("cancel", ["rejected", "EXECUTION_ERROR"]),
        ("fail", ["rejected", "EXECUTION_ERROR"]),
    ],
)
def test_a_certificate_signs_only_when_the_person_does(
    phone: Phone, choice: str, answer: list[Any]
) -> None:
    phone.begin("appsInTossSignTossCert", {"txId": "tx-1"})
    assert "tx-1" in phone.sheet.inner_text()
    assert phone.is_waiting
    phone.tap(choice)
    assert phone.answer == answer


def test_haptics_flash_in_the_status_row_and_stay_in_the_state(phone: Phone) -> None:
    still = status_row(phone)
    for kind in ("tap", "confetti"):
        assert phone.call("generateHapticFeedback", {"type": kind}) == ["undefined"]
    is_still = status_row(phone) == still
    felt = [each["type"] for each in phone.state("haptics")["recent"]]
    assert (felt, is_still) == (["tap", "confetti"], False)


def test_a_haptic_that_does_not_exist_is_refused(phone: Phone) -> None:
    assert phone.call("generateHapticFeedback", {"type": "boom"}) == [
        "rejected",
        "EXECUTION_ERROR",
    ]


@pytest.mark.parametrize(
    ("choice", "answer"), [("deny", "denied"), ("once", "allowed"), ("allow", "allowed")]
)
@pytest.mark.parametrize("name", ["openPermissionDialog", "requestPermission"])
def test_the_person_decides_on_a_permission(
    phone: Phone, name: str, choice: str, answer: str
) -> None:
    phone.begin(name, CLIPBOARD)
    phone.tap(choice)
    assert phone.answer == ["resolved", answer]
    assert phone.get("getPermission", CLIPBOARD) == answer


def test_a_refused_permission_closes_its_calls_and_only_the_dialog_asks_again(
    phone: Phone,
) -> None:
    phone.begin("requestPermission", CLIPBOARD)
    phone.tap("deny")
    refused = [
        phone.answer,
        phone.call("requestPermission", CLIPBOARD),
        phone.call("getClipboardText"),
    ]
    phone.expect_no_sheet()
    phone.begin("openPermissionDialog", CLIPBOARD)
    phone.tap("allow")
    assert (refused, phone.answer, phone.call("getClipboardText")[0]) == (
        [
            ["resolved", "denied"],
            ["resolved", "denied"],
            ["rejected", "클립보드 읽기 권한이 거부되었어요."],
        ],
        ["resolved", "allowed"],
        "resolved",
    )


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("getPermission", "NO_PERMISSION"),
        ("requestPermission", "NO_PERMISSION"),
        ("openPermissionDialog", "INVALID_REQUEST"),
    ],
)
def test_a_permission_that_the_mini_app_does_not_declare_is_no_question(
    phone: Phone, name: str, code: str
) -> None:
    undeclared = {"name": "microphone", "access": "access"}
    assert phone.call(name, undeclared) == ["rejected", code]
    phone.expect_no_sheet()

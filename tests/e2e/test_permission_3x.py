"""Permissions of SDK 3.x: asked for on the sheet by the page's guard, and guarded by the host."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from phone import Phone, open_phone
from standin import BARE, ended

if TYPE_CHECKING:
    from e2e.conftest import Opener

GUARDED: Final = {
    "getClipboardText": ("Clipboard.getText", "클립보드 읽기 권한이 거부되었어요."),
    "setClipboardText": ("Clipboard.setText", "클립보드 쓰기 권한이 거부되었어요."),
    "fetchContacts": ("Device.getContacts", "연락처 권한이 거부되었어요."),
    "fetchAlbumPhotos": ("Device.getPhotos", "사진첩 권한이 거부되었어요."),
    "getCurrentLocation": ("Device.getLocation", "위치 권한이 거부되었어요."),
    "openCamera": ("Device.openCamera", "카메라 권한이 거부되었어요."),
}
# How the call ended: of an error what a mini-app tests for.
CALL: Final = """([path, argument]) => {
  const call = path.split(".").reduce((found, name) => found[name], sdk);
  window.ended = call(argument).then((value) => ["resolves", value], (error) => {
    const classes = Object.keys(sdk).filter((key) => /PermissionError$/.test(key));
    const { name, message, code = "nothing" } = error;
    return ["rejects", { name, message, code, is: classes.filter((key) =>
      error instanceof sdk[key]).sort() }];
  });
}"""
FOLLOW: Final = """() => {
  window.told = [];
  const onError = (error) => told.push([error.name,
    error instanceof sdk.GetCurrentLocationPermissionError]);
  window.stop = sdk.startUpdateLocation({
    options: { accuracy: 3, timeInterval: 0, distanceInterval: 0 },
    onEvent: ({ coords }) => told.push(Object.keys(coords).includes("latitude")), onError });
}"""


@pytest.fixture(scope="module")
def kept(keep_miniapp: Opener, standin_page: str) -> Phone:
    return open_phone(keep_miniapp, standin_page)


@pytest.fixture
def phone(kept: Phone) -> Phone:
    """The phone as it began, with a new document."""
    kept.renew()
    return kept


def call(phone: Phone, path: str, argument: object = None, *, choice: str | None = None) -> Any:  # noqa: ANN401  # as the page sees it
    """Call the SDK, answer the sheet that comes if a choice is named, and return how it ended."""
    phone.page.evaluate(CALL, [path, argument])
    if choice is not None:
        phone.tap(choice)
    return phone.page.evaluate("ended")


def asked(phone: Phone) -> list[str]:
    """Return what was called and subscribed to since this document was opened."""
    entries = phone.ask("GET", "/journal?limit=5000")["entries"]
    (*_, begin) = (at for at, entry in enumerate(entries) if "page" in entry)
    own = [entry for entry in entries[begin:] if entry["kind"] in {"call", "subscribe"}]
    return [str(entry["name"]) for entry in own if entry["name"] != "debugLog"]


def refusal(name: str) -> dict[str, object]:
    own = f"{name[0].upper()}{name[1:]}PermissionError"
    # The stream of places has the class of the single place.
    stream = ["StartUpdateLocationPermissionError"] if name == "getCurrentLocation" else []
    return {
        "name": f"{name} permission error",
        "message": GUARDED[name][1],
        "code": "nothing",
        "is": sorted([own, "PermissionError", *stream]),
    }


@pytest.mark.parametrize("is_namespaced", [False, True], ids=["flat", "namespaced"])
@pytest.mark.parametrize("name", GUARDED)
def test_a_refusal_on_the_sheet_ends_in_the_page_with_the_class_of_the_function(
    phone: Phone, name: str, *, is_namespaced: bool
) -> None:
    found = call(phone, GUARDED[name][0] if is_namespaced else name, "x", choice="deny")
    assert (found, asked(phone)) == (["rejects", refusal(name)], ["requestPermission"])


def test_a_person_refuses_then_changes_their_mind_in_the_dialog(phone: Phone) -> None:
    phone.patch(clipboard={"text": "복사한 글"})
    first = call(phone, "getClipboardText", choice="deny")
    second = call(phone, "getClipboardText")
    status = phone.get("getClipboardText.getPermission")
    phone.begin("getClipboardText.openPermissionDialog")
    phone.tap("allow")
    dialog = phone.answer
    third = call(phone, "getClipboardText")
    assert (first, second) == (["rejects", refusal("getClipboardText")],) * 2
    assert (status, dialog, third) == (
        "denied",
        ["resolved", "allowed"],
        ["resolves", "복사한 글"],
    )


def test_a_guarded_call_asks_once_and_then_never_again(phone: Phone) -> None:
    first = call(phone, "setClipboardText", "값 🙂", choice="allow")
    second = call(phone, "Clipboard.setText", "둘")
    assert (first, second) == (
        ["resolves", {"text": "값 🙂"}],
        ["resolves", {"text": "둘"}],
    )
    assert asked(phone) == ["requestPermission", "setClipboardText"] * 2
    assert phone.state("clipboard")["text"] == "둘"


@pytest.mark.parametrize("name", ["getClipboardText", "fetchContacts", "openCamera"])
def test_the_host_guards_what_is_called_without_the_guard_of_the_page(
    phone: Phone, name: str
) -> None:
    permissions = {"getClipboardText": "clipboard/read", "fetchContacts": "contacts/read"}
    phone.patch(permissions={permissions.get(name, "camera/access"): "denied"})
    how, error = ended(phone, f"{BARE}.loose.{name}({{}})")
    assert (how, error["__instanceof"], error["name"], error["message"]) == (
        "resolves",
        "Error",
        f"{name} permission error",
        GUARDED[name][1],
    )
    phone.expect_no_sheet()


def test_what_the_mini_app_does_not_declare_is_rejected_with_a_code(phone: Phone) -> None:
    asked_for = {"name": "contacts", "access": "write"}
    names = ("getPermission", "requestPermission", "openPermissionDialog")
    assert [phone.call(name, asked_for) for name in names] == [
        ["rejected", "NO_PERMISSION"],
        ["rejected", "NO_PERMISSION"],
        ["rejected", "INVALID_REQUEST"],
    ]


def test_a_refused_stream_of_places_tells_the_class_and_subscribes_to_nothing(
    phone: Phone,
) -> None:
    phone.page.evaluate(FOLLOW)
    phone.tap("deny")
    assert phone.told(1) == [["getCurrentLocation permission error", True]]
    assert asked(phone) == ["requestPermission"]


def test_an_allowed_stream_of_places_goes_on_until_it_is_stopped(phone: Phone) -> None:
    phone.page.evaluate(FOLLOW)
    phone.tap("allow")
    assert phone.told(1)[0] is True
    phone.forget()
    phone.miniapp.shell.await_entry("unsubscribe", name="startUpdateLocation")
    assert phone.ask("POST", "/events", {"name": "startUpdateLocation"}) == {"told": 0}

"""Logs of SDK 3.x: what Analytics makes by itself, and where it makes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from phone import Phone, open_phone

if TYPE_CHECKING:
    from aitdesk.value import Json
    from e2e.conftest import Opener

ORIGIN: Final = "https://logs.apps.tossmini.com"
ENTRY: Final = "intoss://logs/?referrer=push&x=1"
LOG: Final = {"log_name": "own", "log_type": "event", "params": {"count": 7, "nothing": None}}


@pytest.fixture(scope="module")
def kept(keep_miniapp: Opener, standin_page: str) -> Phone:
    return open_phone(keep_miniapp, standin_page, app_name="logs", scheme=ENTRY)


@pytest.fixture
def phone(kept: Phone) -> Phone:
    """The phone as it began, with a new document."""
    kept.renew()
    return kept


def log_of(phone: Phone, name: str, *args: object) -> dict[str, Any]:
    """Let the page log, and return the one thing that came to the host."""
    after = phone.ask("GET", "/journal?limit=5000")["next_after"]
    phone.call(name, *args)
    entries = phone.ask("GET", f"/journal?after={after}&limit=5000")["entries"]
    (entry,) = (each for each in entries if each.get("name") == "eventLog")
    assert (entry["line"], entry["outcome"], entry["value"]) == ("3", "resolved", None)
    (log,) = entry["args"]
    return dict(log)


def deployment(phone: Phone) -> dict[str, Json]:
    deployment_id = phone.page.evaluate("sdk.env.getDeploymentId()")
    digits = deployment_id.replace("-", "")[:12]
    return {"deployment_id": deployment_id, "deployment_timestamp": int(digits, 16)}


def test_a_screen_is_logged_with_its_path_its_entry_and_its_deployment(phone: Phone) -> None:
    phone.page.evaluate("history.pushState(null, '', '/items/7?from=list')")
    assert log_of(phone, "Analytics.screen", {"kind": "item", "referrer": "own"}) == {
        "log_type": "screen",
        "log_name": "/items/7::screen",
        "kind": "item",
        "referrer": "own",
        "params": {
            "search": "from=list",
            "document_title": "SDK 3.x stand-in: one copy",
            **deployment(phone),
            "kind": "item",
            "referrer": "own",
        },
    }


@pytest.mark.parametrize("kind", ["click", "impression"])
def test_what_a_person_does_is_logged_as_an_event(phone: Phone, kind: str) -> None:
    assert log_of(phone, f"Analytics.{kind}", {"log_name": "buy", "event_type": "own"}) == {
        "log_type": "event",
        "log_name": "buy",
        "params": {
            "search": "",
            "referrer": "push",
            **deployment(phone),
            "event_type": kind,
        },
    }


@pytest.mark.parametrize("name", ["eventLog", "Analytics.log"])
def test_a_log_of_the_mini_apps_own_passes_unchanged(phone: Phone, name: str) -> None:
    assert log_of(phone, name, LOG) == LOG


def test_a_log_is_kept_with_the_key_of_the_person_that_the_page_did_not_add(phone: Phone) -> None:
    key = phone.get("getAnonymousKey")["hash"]
    log_of(phone, "Analytics.screen", {"log_name": "with-key"})
    sent = phone.miniapp.shell.await_entry("state", text="log: with-key")
    assert sent["params"]["anonymous_key"] == key


def test_the_sandbox_sends_no_log(phone: Phone) -> None:
    phone.patch(environment={"operational": "sandbox"})
    phone.page.wait_for_function("() => sdk.getOperationalEnvironment() === 'sandbox'")
    assert phone.call("Analytics.screen", {"log_name": "sandbox"}) == ["undefined"]
    assert phone.miniapp.shell.journal("state", text="log: sandbox") == []


@pytest.mark.parametrize(
    ("choice", "origin", "names"),
    [
        (None, ORIGIN, ["eventLog"] * 4),
        ("private", "https://logs.private-apps.tossmini.com", ["eventLog"] * 4),
        ("local", "http://127.0.0.1", ["eventLog"]),
    ],
    ids=["production", "private", "local"],
)
def test_only_a_page_of_https_logs_by_itself(
    *,
    choice: str | None,
    origin: str,
    names: list[str],
    new_miniapp: Opener,
    standin_page: str,
) -> None:
    miniapp = new_miniapp(target=standin_page, app_name="logs", origin=choice)
    miniapp.page.wait_for_function("() => 'sdk' in window")
    assert miniapp.page.evaluate("location.origin").startswith(origin)
    miniapp.page.evaluate(
        """async (log) => {
          for (const name of ["screen", "impression", "click"]) await sdk.Analytics[name]();
          await sdk.Analytics.log(log);
          await sdk.getNetworkStatus();
        }""",
        LOG,
    )
    miniapp.shell.await_entry("call", name="getNetworkStatus")
    assert [entry["name"] for entry in miniapp.shell.journal("call", name="eventLog")] == names

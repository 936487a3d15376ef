from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from plugin.conftest import Inner

pytest_plugins = ["pytester"]

DECLARED = '[app]\npermissions = ["clipboard:rw", "photos:r", "camera"]\n'


def test_the_person_and_the_phone_are_in_the_tests_hands(inner: Inner, sdk_page: Path) -> None:
    result = inner.run(
        """
        import pytest
        from playwright.sync_api import Error, expect

        def outcome(miniapp, name):
            return miniapp.page.evaluate("(name) => sdk[name]().then(String, (e) => e.code)", name)

        def test_permissions(miniapp):
            miniapp.shell.deny("clipboard")
            assert miniapp.page.evaluate("sdk.getClipboardText.getPermission()") == "denied"
            miniapp.shell.grant("clipboard/read")
            assert miniapp.page.evaluate("sdk.getClipboardText.getPermission()") == "allowed"
            miniapp.shell.forget("clipboard")
            assert miniapp.page.evaluate("sdk.getClipboardText.getPermission()") == "notDetermined"

        def test_state(miniapp):
            miniapp.shell.set(clipboard={"text": "hello"}, network={"status": "3G"})
            assert miniapp.page.evaluate("sdk.getNetworkStatus()") == "3G"
            miniapp.shell.reset("network")
            assert miniapp.shell.state("network")["status"] == "WIFI"
            assert set(miniapp.shell.state()) > {"network", "permissions", "prompts"}

        @pytest.mark.aitdesk(permissions={"camera": "denied"}, network="4G")
        def test_a_reset_goes_back_to_how_the_test_began(miniapp):
            miniapp.shell.grant("camera", "clipboard")
            miniapp.shell.set(network={"status": "3G"}, clipboard={"text": "hello"})
            miniapp.shell.reset()
            (camera,) = miniapp.shell.state("permissions").items()
            assert (camera[0], camera[1]["status"]) == ("camera/access", "denied")
            assert miniapp.shell.state("network")["status"] == "4G"
            assert miniapp.shell.state("clipboard")["text"] == ""

        def test_offline(miniapp):
            fetched = "fetch('/').then((r) => r.ok, () => false)"
            miniapp.shell.offline()
            assert miniapp.page.evaluate(fetched) is False
            miniapp.shell.online("5G")
            assert miniapp.page.evaluate(fetched) is True
            assert miniapp.page.evaluate("sdk.getNetworkStatus()") == "5G"

        def test_rotate(miniapp):
            miniapp.shell.rotate()
            miniapp.page.wait_for_function("innerWidth > innerHeight")
            miniapp.shell.rotate("portrait")
            miniapp.page.wait_for_function("innerWidth < innerHeight")

        def test_background(miniapp):
            miniapp.shell.background()
            miniapp.page.wait_for_function("document.visibilityState === 'hidden'")
            miniapp.shell.foreground()
            miniapp.page.wait_for_function("document.visibilityState === 'visible'")

        def test_navigation(miniapp):
            first = miniapp.page.url
            miniapp.page.evaluate("history.pushState({}, '', '/next')")
            miniapp.shell.journal("navigation")
            miniapp.page.wait_for_timeout(100)
            miniapp.shell.back()
            miniapp.page.wait_for_url(first)
            miniapp.shell.navigate("/items/7")
            miniapp.page.wait_for_url("**/items/7")
            miniapp.shell.home()
            miniapp.page.wait_for_url(lambda url: "items" not in url)
            miniapp.shell.reload()
            expect(miniapp.page.locator("#status")).to_have_text("ready")

        def test_back_at_the_first_page_closes(miniapp):
            miniapp.shell.back()
            miniapp.page.wait_for_event("close") if not miniapp.page.is_closed() else None

        def test_close(miniapp):
            miniapp.shell.prompts.on("close").answer("allow")
            with miniapp.page.expect_event("close"):
                miniapp.shell.press_close()

        def test_event(miniapp):
            miniapp.page.evaluate('''() => {
                window.got = [];
                sdk.graniteEvent.addEventListener("backEvent", { onEvent: () => got.push(1) });
            }''')
            miniapp.page.wait_for_timeout(100)
            assert miniapp.shell.fire("backEvent") == 1
            miniapp.page.wait_for_function("got.length === 1")

        def test_clock(miniapp):
            before = miniapp.page.evaluate("sdk.getServerTime()")
            now = miniapp.shell.clock.advance(seconds=3600)
            after = miniapp.page.evaluate("sdk.getServerTime()")
            assert 3_600_000 <= after - before < 3_660_000
            assert abs(after - now) < 60_000

        def test_picture(miniapp):
            assert miniapp.shell.screenshot().startswith(b"\\x89PNG")
            assert miniapp.page.screenshot().startswith(b"\\x89PNG")
    """,
        inner.config(DECLARED),
        target=sdk_page,
    )
    result.assert_outcomes(passed=12)


def test_prompts_are_answered_from_a_queue(inner: Inner, sdk_page: Path) -> None:
    result = inner.run(
        """
        BUY = '''() => new Promise((resolve) => sdk.IAP.createOneTimePurchaseOrder({
            options: { sku: "aitdesk.test.coins", processProductGrant: () => true },
            onEvent: (event) => resolve(event.type), onError: (e) => resolve(e.code) }))'''

        def test_friendly_names(miniapp):
            miniapp.shell.prompts.on("purchase").answer("cancel").answer("success")
            assert miniapp.page.evaluate(BUY) == "USER_CANCELED"
            assert miniapp.page.evaluate(BUY) == "success"

        def test_own_names(miniapp):
            miniapp.shell.prompts.on("purchase").answer("pay")
            assert miniapp.page.evaluate(BUY) == "success"

        def test_permissions(miniapp):
            miniapp.shell.prompts.on("permission").answer("deny").answer("once")
            ask = "sdk.getClipboardText.openPermissionDialog()"
            assert [miniapp.page.evaluate(ask) for _ in range(2)] == ["denied", "allowed"]

        def test_values_of_a_policy_are_given(miniapp):
            miniapp.shell.grant("photos")
            miniapp.shell.prompts.on("album").answer("allow")
            found = miniapp.page.evaluate(
                "sdk.fetchAlbumPhotos({ maxCount: 2 }).then((all) => all.length)")
            assert found == 2

        def test_an_open_sheet_is_seen_and_answered(miniapp):
            miniapp.page.evaluate("() => { window.asked = sdk.getClipboardText(); }")
            miniapp.sheet.get_by_test_id("aitdesk-choice-allow").wait_for()
            (sheet,) = miniapp.shell.prompts.waiting()
            assert (sheet["kind"], sheet["for_call"]) == ("permission", "requestPermission")
            miniapp.shell.prompts.on("permission").answer("allow")
            assert miniapp.page.evaluate("asked") == ""

        def test_policy(miniapp):
            miniapp.shell.prompts.policy("deny", "purchase")
            assert miniapp.page.evaluate(BUY) == "USER_CANCELED"
            miniapp.shell.prompts.policy("allow")
            assert miniapp.page.evaluate("sdk.getClipboardText()") == ""
    """,
        inner.config(DECLARED),
        target=sdk_page,
    )
    result.assert_outcomes(passed=6)


def test_calls_are_listed_awaited_and_answered_otherwise(inner: Inner, sdk_page: Path) -> None:
    result = inner.run(
        """
        import pytest
        from aitdesk.errors import DriverError, Unmet

        SAVE = "([key, value]) => sdk.Storage.setItem(key, value)"
        LATER = "() => void setTimeout(() => sdk.Storage.setItem('late', '1'), 200)"

        def test_a_call_is_awaited_after_the_block(miniapp):
            with miniapp.expect_call("setStorageItem", ["late", "1"]) as call:
                with pytest.raises(RuntimeError, match="after the block"):
                    call.args
                miniapp.page.evaluate(SAVE, ["other", "2"])
                miniapp.page.evaluate(LATER)
            assert (call.args, call.outcome, call.error) == (["late", "1"], "resolved", None)

        def test_arguments_are_matched_by_members_or_a_function(miniapp):
            log = "(params) => sdk.eventLog({ log_name: 'shown', log_type: 'event', params })"
            with miniapp.expect_call("eventLog", {"log_name": "shown", "params": {"a": 1}}) as call:
                miniapp.page.evaluate(log, {"a": 2})
                miniapp.page.evaluate(log, {"a": 1, "b": True})
            assert call.args[0]["params"]["b"] is True
            with miniapp.expect_call("eventLog", lambda args: args["params"]["a"] > 2) as call:
                miniapp.page.evaluate(log, {"a": 3})
            logged = [each.args[0]["params"]["a"] for each in miniapp.shell.calls("eventLog")]
            assert logged == [2, 1, 3]

        def test_a_call_that_does_not_come_is_told(miniapp):
            with pytest.raises(Unmet) as caught:
                with miniapp.expect_call("setStorageItem", ["a", "2"], timeout_s=0.2):
                    miniapp.page.evaluate(SAVE, ["a", "1"])
            assert str(caught.value) == (
                "a call of setStorageItem with ['a', '2'] did not come within 0.2 s\\n"
                "setStorageItem was called with ['a', '1']")

        def test_a_sheet_that_is_open_meanwhile_is_told(miniapp):
            miniapp.shell.prompts.policy("ask", "share")
            with pytest.raises(Unmet, match="meanwhile: the sheet 'share' waits for an answer"):
                with miniapp.expect_call("setStorageItem", timeout_s=0.2):
                    miniapp.page.evaluate("() => void sdk.share({ message: 'm' })")
            (sheet,) = miniapp.shell.prompts.waiting()
            miniapp.shell.ask("POST", f"/prompts/{sheet['id']}", {"choice": "close"})

        def test_a_name_that_is_nearly_right_is_told(miniapp):
            with pytest.raises(Unmet, match="did you mean setStorageItem"):
                with miniapp.expect_call("setStorageItems", timeout_s=0.2):
                    miniapp.page.evaluate(SAVE, ["a", "1"])

        def test_a_failing_block_fails_by_itself(miniapp):
            with pytest.raises(ZeroDivisionError):
                with miniapp.expect_call("setStorageItem"):
                    1 / 0

        def test_a_worker_may_begin_while_a_call_is_awaited(miniapp):
            with miniapp.expect_call("setStorageItem") as call:
                miniapp.page.evaluate('''() => {
                    const url = URL.createObjectURL(new Blob(["postMessage('done')"]));
                    new Worker(url).onmessage = ({ data }) => sdk.Storage.setItem("worker", data);
                }''')
            assert call.args == ["worker", "done"]

        def test_a_result(miniapp):
            miniapp.shell.override("getNetworkStatus", result="6G")
            assert miniapp.page.evaluate("sdk.getNetworkStatus()") == "6G"
            miniapp.shell.restore("getNetworkStatus")
            assert miniapp.page.evaluate("sdk.getNetworkStatus()") == "WIFI"

        def test_an_error_so_many_times(miniapp):
            miniapp.shell.override("getNetworkStatus", error="BROKEN", times=1)
            ask = "sdk.getNetworkStatus().catch(({ code, message }) => [code, message])"
            assert miniapp.page.evaluate(ask) == ["BROKEN", "BROKEN"]
            assert miniapp.page.evaluate(ask) == "WIFI"
            miniapp.shell.override("getNetworkStatus", error={"message": "no", "code": "E7"})
            assert miniapp.page.evaluate(ask) == ["E7", "no"]

        def test_no_other_test_has_it(miniapp):
            assert miniapp.page.evaluate("sdk.getNetworkStatus()") == "WIFI"

        def test_a_name_that_does_not_exist(miniapp):
            with pytest.raises(DriverError, match="did you mean getNetworkStatus"):
                miniapp.shell.override("getNetworkStats", result=1)

        def test_the_journal(miniapp):
            miniapp.page.evaluate("console.warn('careful')")
            miniapp.page.wait_for_timeout(100)
            (warning,) = miniapp.shell.journal("console", level="warning")
            assert warning["text"] == "careful"
            miniapp.shell.settle()

        def test_an_entry_is_awaited(miniapp):
            miniapp.page.evaluate("() => void setTimeout(() => console.warn('late'), 200)")
            entry = miniapp.shell.await_entry("console", level="warning")
            assert entry["text"] == "late"
            with pytest.raises(Unmet) as caught:
                miniapp.shell.await_entry("console", level="error", timeout_s=0.2)
            assert str(caught.value) == (
                "an entry of the journal: console level='error' did not come within 0.2 s")

        def test_control_itself(miniapp):
            miniapp.shell.ask("PATCH", "/state", {"network": {"status": "3G"}})
            assert miniapp.shell.ask("GET", "/state/network")["status"] == "3G"
            with pytest.raises(DriverError, match="no order none"):
                miniapp.shell.ask("POST", "/orders/none/refund", {})

        def test_unknown_names_may_be_rejected(new_miniapp):
            page = new_miniapp(strict=True).page
            told = page.evaluate("sdk.createAsyncBridge('callOfTomorrow')().catch(String)")
            assert "callOfTomorrow is not answered by this shell" in told
    """,
        target=sdk_page,
    )
    result.assert_outcomes(passed=15)

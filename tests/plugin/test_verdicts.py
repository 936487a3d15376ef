from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from plugin.conftest import Inner

pytest_plugins = ["pytester"]

# Each test does one thing that a phone's user would suffer from, and asserts nothing.
SUFFERED = """
    import pytest

    def test_page_error(miniapp):
        miniapp.page.evaluate("void setTimeout(() => { throw new Error('boo') })")
        miniapp.page.wait_for_timeout(100)

    def test_rejection(miniapp):
        miniapp.page.evaluate("void Promise.reject(new Error('nobody cares'))")

    def test_sheet(miniapp):
        miniapp.page.evaluate("void sdk.getClipboardText()")

    def test_sheet_with_an_answer_that_it_has_not(miniapp):
        miniapp.shell.prompts.on("permission").answer("buy")
        miniapp.page.evaluate("void sdk.getClipboardText()")

    def test_call(miniapp):
        miniapp.page.evaluate("void sdk.createAsyncBridge('callOfTomorrow')()")

    def test_other_phone(miniapp, new_miniapp):
        new_miniapp(name="other").page.evaluate("void sdk.createAsyncBridge('callOfTomorrow')()")
"""
DECLARED = '[app]\npermissions = ["clipboard:rw"]\n'


def test_a_test_fails_by_name_for_what_its_mini_app_did(inner: Inner, sdk_page: Path) -> None:
    result = inner.run(SUFFERED, inner.config(DECLARED), target=sdk_page)
    result.assert_outcomes(failed=6)
    choices = "it offers deny, once, allow; answer it with"
    result.stdout.fnmatch_lines(
        [
            "the page failed: Error: boo",
            '*allow="page-error"*',
            "last in its journal:",
            "*page_error*boo*",
            "the page failed: Unhandled rejection: Error: nobody cares*",
            f"the sheet 'permission' (asked by requestPermission) was left unanswered: {choices}*",
            f"the sheet 'permission' (asked by requestPermission) was left unanswered: {choices}*",
            "call callOfTomorrow is not answered by this phone: the page waits for ever",
            "*call*name=callOfTomorrow*outcome=unanswered*",
            "other: call callOfTomorrow is not answered by this phone: the page waits for ever",
            "FAILED *::test_sheet - Failed: the sheet 'permission'*",
        ]
    )


def test_what_is_allowed_does_not_fail(inner: Inner, sdk_page: Path) -> None:
    inner.pytester.makeini(
        "[pytest]\naitdesk_allow =\n    page-error: boo\n    unhandled-rejection\n"
    )
    result = inner.run(
        SUFFERED,
        inner.config(DECLARED),
        "--aitdesk-allow=unanswered-sheet:permission",
        "--aitdesk-allow=unanswered-call:callOfTomorrow",
        target=sdk_page,
    )
    result.assert_outcomes(passed=6)


def test_a_marker_allows_it_for_one_test(inner: Inner, sdk_page: Path) -> None:
    result = inner.run(
        """
        import pytest

        ASK = "void sdk.createAsyncBridge('callOfTomorrow')()"

        @pytest.mark.aitdesk(allow="unanswered-call:Tomorrow")
        def test_allowed(miniapp): miniapp.page.evaluate(ASK)

        @pytest.mark.aitdesk(allow=["unanswered-call:yesterday", "page-error"])
        def test_other(miniapp): miniapp.page.evaluate(ASK)
    """,
        target=sdk_page,
    )
    result.assert_outcomes(passed=1, failed=1)


def test_a_failure_ends_with_what_was_waited_for_and_the_journal(
    inner: Inner, sdk_page: Path
) -> None:
    result = inner.run(
        """
        from playwright.sync_api import expect

        def test_assertion(miniapp):
            miniapp.page.evaluate("console.error('told before')")
            assert miniapp.page.title() == "no"

        def test_call(miniapp):
            with miniapp.expect_call("eventLog", {"log_name": "seen"}, timeout_s=0.3):
                miniapp.page.evaluate("sdk.getNetworkStatus()")

        def test_expect(miniapp):
            expect(miniapp.page.locator("#missing")).to_be_visible(timeout=300)
    """,
        target=sdk_page,
    )
    result.assert_outcomes(failed=3)
    result.stdout.fnmatch_lines(
        [
            "E * assert '*' == 'no'",
            "E * last in its journal:",
            "E * loaded * ok=true",
            "*- aitdesk -*",
            "console:",
            "*error*told before*",
            "E * a call of eventLog with {'log_name': 'seen'} did not come within 0.3 s",
            "E * called were getNetworkStatus",
            "E * waited for: a call of eventLog with {'log_name': 'seen'}",
            "E * call *name=getNetworkStatus*",
            "E * Locator expected to be visible",
            "E * last in its journal:",
        ]
    )


def test_a_skipped_and_an_expected_failure_stay_what_they_are(inner: Inner) -> None:
    result = inner.run("""
        import pytest

        def test_skip(miniapp): pytest.skip("not now")

        @pytest.mark.xfail(raises=AssertionError, strict=True)
        def test_xfail(miniapp): assert False
    """)
    result.assert_outcomes(skipped=1, xfailed=1)

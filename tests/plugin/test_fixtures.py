from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from plugin.conftest import Inner

pytest_plugins = ["pytester"]


def test_the_page_is_the_real_one_and_the_shell_is_around_it(inner: Inner) -> None:
    result = inner.run("""
        from playwright.sync_api import expect

        def test_it(miniapp):
            session = miniapp.page.get_by_test_id("session")
            expect(session).to_have_attribute("data-state", "ready")
            assert miniapp.origin == "https://aitdesk-sample.apps.tossmini.com"
            assert [call.outcome for call in miniapp.shell.calls("getAnonymousKey")] == ["resolved"]
    """)
    result.assert_outcomes(passed=1)


def test_everything_is_fresh_for_each_test_in_one_process(inner: Inner) -> None:
    code = """
        import pytest

        pids = set()
        LEAVE = '''async () => {
            const found = [localStorage.length, document.cookie, (await caches.keys()).length,
                           (await navigator.serviceWorker.getRegistrations()).length,
                           await sdk.Storage.getItem("left")];
            localStorage.left = 1;
            document.cookie = "left=1; max-age=1000";
            await caches.open("left");
            await navigator.serviceWorker.register("/worker.js").catch(() => {});
            await sdk.Storage.setItem("left", "1");
            return found;
        }'''

        @pytest.mark.parametrize("time", range(3))
        def test_it(miniapp, time):
            assert miniapp.page.evaluate(LEAVE) == [0, "", 0, 0, None]
            assert miniapp.page.evaluate("() => sdk.Storage.getItem('left')") == "1"
            pids.add(miniapp.process.pid)

        def test_the_process_is_one():
            assert len(pids) == 1
    """
    inner.run(code, target=inner_sdk(inner)).assert_outcomes(passed=4)


def inner_sdk(inner: Inner) -> Path:
    """Return the SDK's page with a service worker beside it."""
    from shutil import copytree

    from plugin.conftest import SDK_PAGE

    folder = inner.pytester.path / "sdk"
    copytree(SDK_PAGE, folder)
    (folder / "worker.js").write_text("self.addEventListener('fetch', () => {});")
    return folder


def test_a_test_has_as_many_phones_as_it_opens(inner: Inner) -> None:
    result = inner.run("""
        def test_two_phones(miniapp, new_miniapp):
            other = new_miniapp(os="android", user="other")
            assert [each.shell.state("environment")["platform"] for each in (miniapp, other)] == [
                "ios", "android"]
            hashes = [each.page.get_by_test_id("anonymous-hash").get_attribute("data-hash")
                      for each in (miniapp, other)]
            assert len(set(hashes)) == 2
            other.close()
            assert miniapp.page.evaluate("1 + 1") == 2
    """)
    result.assert_outcomes(passed=1)


def test_options_come_from_command_line_file_fixture_and_marker(inner: Inner) -> None:
    inner.pytester.makeini("""
        [pytest]
        aitdesk_os = ios
        aitdesk_toss_version = 5.240.0
        aitdesk_locale = ko-KR
        aitdesk_environment = sandbox
    """)
    result = inner.run(
        """
        import pytest

        @pytest.fixture(scope="session")
        def aitdesk_options(aitdesk_options):
            assert aitdesk_options.timeout_s == 10
            return aitdesk_options.but(toss_version="5.250.0", user="fixture")

        def seen(miniapp):
            found = miniapp.shell.state("environment")
            return [found[name] for name in ("platform", "toss_version", "locale", "operational")]

        def test_bare(miniapp):
            assert seen(miniapp) == ["ios", "5.250.0", "en-US", "sandbox"]

        @pytest.mark.aitdesk(os="android", environment="toss", toss_version="5.260.0")
        class TestMarked:
            @pytest.mark.aitdesk(toss_version="5.261.0")
            def test_it(self, miniapp, new_miniapp):
                assert seen(miniapp) == ["android", "5.261.0", "en-US", "toss"]
                assert seen(new_miniapp(os="ios"))[0] == "ios"

        @pytest.mark.aitdesk(
            device="Galaxy S24",
            os="android",
            permissions={"clipboard": "allowed", "camera": "denied"},
            prompts={"purchase": "allow"},
            network="4G",
            orientation="landscape",
            environment={"locale": "ja-JP"},
            state={"clipboard": {"text": "copied"}},
        )
        def test_everything(miniapp):
            state = miniapp.shell.state()
            assert {name: each["status"] for name, each in state["permissions"].items()} == {
                "clipboard/read": "allowed", "clipboard/write": "allowed",
                "camera/access": "denied"}
            assert state["prompts"]["kinds"] == {"purchase": "allow"}
            assert state["network"]["status"] == "4G"
            assert state["environment"]["locale"] == "ja-JP"
            assert "Galaxy" in miniapp.page.evaluate("navigator.userAgent")
            assert miniapp.page.evaluate("innerWidth > innerHeight")
    """,
        "--aitdesk-locale=en-US",
    )
    result.assert_outcomes(passed=3)


def test_what_does_not_exist_is_told_at_once(inner: Inner) -> None:
    result = inner.run("""
        import pytest

        @pytest.mark.aitdesk(devise="iPhone 15 Pro")
        def test_option(miniapp): pass

        @pytest.mark.aitdesk(device="iPhone 3G")
        def test_device(miniapp): pass

        @pytest.mark.aitdesk(permissions=["clipbord"])
        def test_permission(miniapp): pass

        @pytest.mark.aitdesk(state={"netwerk": {}})
        def test_part(miniapp): pass

        def test_after(miniapp): pass
    """)
    result.assert_outcomes(passed=1, errors=4)
    result.stdout.fnmatch_lines(
        [
            "*no option 'devise'; did you mean device?*",
            "*iPhone 3G*",
            "*no permission 'clipbord'*",
            "*netwerk*",
        ]
    )


def test_an_option_that_does_not_fit_ends_the_run_before_it_starts(inner: Inner) -> None:
    inner.pytester.makeini("[pytest]\naitdesk_artifacts = always\n")
    result = inner.run("def test_it(): pass")
    result.stderr.fnmatch_lines(["*artifacts 'always' is none of off, on, retain-on-failure*"])
    assert result.ret == 4


def test_two_mini_apps_are_tested_in_one_run(inner: Inner) -> None:
    other = inner.page("<h1>other</h1>", name="other")
    result = inner.run(f"""
        import pytest

        def test_sample(miniapp):
            assert "sample" in miniapp.page.url

        @pytest.mark.aitdesk(target={str(other)!r})
        def test_other(miniapp):
            assert miniapp.page.inner_text("h1") == "other"
    """)
    result.assert_outcomes(passed=2)


def test_a_test_that_wants_no_mini_app_starts_nothing(inner: Inner) -> None:
    result = inner.run("""
        import sys

        def test_it():
            loaded = {name.partition(".")[0] for name in sys.modules}
            assert not {"playwright", "PySide6", "PIL"} & loaded
    """)
    result.assert_outcomes(passed=1)


def test_an_other_tests_loop_is_not_in_the_way(inner: Inner) -> None:
    result = inner.run("""
        import asyncio

        def test_first(miniapp): assert miniapp.page.evaluate("1") == 1
        def test_loop(): assert asyncio.run(asyncio.sleep(0, 7)) == 7
        def test_again(miniapp): assert miniapp.page.evaluate("2") == 2
    """)
    result.assert_outcomes(passed=3)

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from plugin.conftest import Inner

pytest_plugins = ["pytester"]


def test_a_test_that_awaits_has_the_same_in_its_hands(inner: Inner, sdk_page: Path) -> None:
    result = inner.run(
        """
        import asyncio
        import pytest
        from playwright.async_api import expect

        def run(test):
            def act(async_miniapp, async_new_miniapp):
                asyncio.run(test(async_miniapp, async_new_miniapp))
            return act

        @run
        async def test_one(app, _):
            async with app as miniapp:
                await expect(miniapp.page.locator("#status")).to_have_text("ready")
                await miniapp.shell.set(network={"status": "3G"})
                await miniapp.shell.prompts.on("purchase").answer("success")
                async with miniapp.expect_call("getNetworkStatus") as call:
                    await miniapp.page.evaluate("sdk.getNetworkStatus()")
                assert call.value == "3G"
                assert await miniapp.shell.clock.advance(seconds=1) > 0
                assert (await miniapp.shell.calls("getNetworkStatus"))[0].outcome == "resolved"

        @run
        async def test_many(_, new):
            async def seen(os):
                async with new(os=os) as miniapp:
                    return await miniapp.page.evaluate("sdk.getPlatformOS()")
            systems = ["ios", "android", "ios"]
            assert await asyncio.gather(*map(seen, systems)) == systems

        @run
        async def test_fails(app, _):
            async with app as miniapp:
                await miniapp.page.evaluate("void sdk.createAsyncBridge('callOfTomorrow')()")

        @run
        async def test_loops(app, _):
            async with app as miniapp:
                await miniapp.page.evaluate("for (;;);")

        def test_that_blocks(miniapp):
            assert miniapp.page.evaluate("1") == 1

        @run
        async def test_again(app, _):
            async with app as miniapp:
                assert await miniapp.page.evaluate("1") == 1
    """,
        "--aitdesk-timeout=5",
        target=sdk_page,
    )
    result.assert_outcomes(passed=4, failed=2)
    result.stdout.fnmatch_lines(
        [
            "call callOfTomorrow is not answered by this phone*",
            "E * the page hangs: a script of it ran for 5 s*",
        ]
    )


def test_libraries_that_run_such_tests(inner: Inner) -> None:
    result = inner.run(
        """
        import pytest

        @pytest.fixture
        def anyio_backend(): return "asyncio"

        @pytest.fixture
        async def app(async_miniapp, anyio_backend):
            async with async_miniapp as miniapp:
                yield miniapp

        @pytest.mark.anyio
        async def test_it(app):
            assert await app.page.evaluate("1") == 1

        @pytest.mark.anyio
        async def test_again(app, async_new_miniapp):
            async with async_new_miniapp(user="other") as other:
                assert await other.page.evaluate("2") == 2
    """,
        "-p",
        "anyio",
    )
    result.assert_outcomes(passed=2)


def test_the_fixture_that_blocks_is_refused_in_a_test_that_awaits(inner: Inner) -> None:
    result = inner.run(
        """
        import pytest

        @pytest.fixture
        def anyio_backend(): return "asyncio"

        @pytest.mark.anyio
        async def test_it(miniapp): pass
    """,
    )
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["E * this test awaits, and miniapp blocks: use async_miniapp"])

"""A phone in a test's hands: its real page, the sheets drawn on it, and control beside them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from playwright.sync_api import expect
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from aitdesk.driver import MiniApp
    from aitdesk.value import Json
    from e2e.conftest import Opener

CONFIG: Final = Path(__file__).with_name("phone.toml")
"""What a mini-app declares: one file for all, so that they may share a process."""

_CALL: Final = """([path, args]) => {
  const call = path.split(".").reduce((found, name) => found[name], window.sdk);
  window.answer = Promise.resolve(call(...args))
    .then((value) => (value === undefined ? ["undefined"] : ["resolved", value]),
          ({ code, message }) => ["rejected", code ?? message]);
  window.settled = false;
  window.answer.then(() => { window.settled = true; });
}"""
_LISTEN: Final = """([path, args, grants]) => {
  const call = path.split(".").reduce((found, name) => found[name], window.sdk);
  window.told = [];
  const listener = {
    onEvent: (...payload) => { window.told.push(payload.length && payload[0] !== undefined
                                                ? payload[0] : "undefined"); },
    onError: ({ code }) => { window.told.push(["failed", code]); },
  };
  const [first, ...rest] = args;
  const options = { ...first?.options };
  if (grants !== null) options.processProductGrant = () => grants;
  const given = { ...first, ...listener, options };
  window.stop = typeof first === "string"
    ? call(first, { ...rest[0], ...listener })
    : call(given);
}"""


@dataclass(frozen=True)
class Phone:
    """One mini-app in its window."""

    miniapp: MiniApp

    @property
    def page(self) -> Page:
        """What is in the window."""
        return self.miniapp.page

    # The mini-app's side.

    def begin(self, path: str, *args: object) -> None:
        """Call a function of the SDK and wait for nothing."""
        self.page.evaluate(_CALL, [path, args])

    @property
    def answer(self) -> list[Any]:
        """What the call came to: resolved with a value, rejected with a code, or undefined."""
        found: list[Any] = self.page.evaluate("answer")
        return found

    @property
    def is_waiting(self) -> bool:
        """Whether the call has no answer yet."""
        return self.page.evaluate("settled") is False

    def call(self, path: str, *args: object) -> list[Any]:
        """Call a function of the SDK and return what it came to."""
        self.begin(path, *args)
        return self.answer

    def get(self, path: str, *args: object) -> Any:  # noqa: ANN401  # as the page sees it
        """Call a function of the SDK and return the value that it gives."""
        (how, value) = self.call(path, *args)
        assert how == "resolved"
        return value

    def listen(self, path: str, *args: object, grants: bool | None = None) -> None:
        """Let the page note what it is told from now on; `grants` answers processProductGrant."""
        self.page.evaluate(_LISTEN, [path, args, grants])

    def told(self, count: int) -> list[Any]:
        """Wait until the page was told so many things, and return all."""
        self.page.wait_for_function("(count) => told.length >= count", arg=count)
        found: list[Any] = self.page.evaluate("told")
        return found

    def forget(self) -> None:
        """Let the page end what `listen` began."""
        self.page.evaluate("stop()")

    # The person's side.

    @property
    def sheet(self) -> Locator:
        """The sheet that is drawn."""
        return self.miniapp.sheet

    def pick(self, item: str) -> None:
        """Pick something on the sheet."""
        self.sheet.get_by_test_id(f"aitdesk-item-{item}").check(force=True)

    def tap(self, choice: str) -> None:
        """Tap a button of the sheet."""
        self.sheet.get_by_test_id(f"aitdesk-choice-{choice}").click()

    def expect_no_sheet(self) -> None:
        """See that nothing is asked."""
        expect(self.sheet).to_have_count(0)

    # Control's side.

    def ask(self, method: str, path: str, body: Json = None) -> Any:  # noqa: ANN401  # JSON
        """Ask control and return what it says."""
        return self.miniapp.shell.ask(method, path, body)

    def patch(self, **parts: Json) -> None:
        """Change the state."""
        self.ask("PATCH", "/state", parts)

    def state(self, part: str) -> Any:  # noqa: ANN401  # JSON
        """Return a part of the state."""
        return self.ask("GET", f"/state/{part}")

    def press(self, button: str) -> None:
        """Press a button of the phone."""
        self.ask("POST", "/press", {"button": button})

    def picture(self) -> QImage:
        """Take a picture of the window, one pixel for each of CSS."""
        picture = QImage.fromData(self.miniapp.shell.screenshot())
        assert not picture.isNull()
        return picture.scaledToWidth(self.page.evaluate("innerWidth"))

    def renew(self) -> None:
        """Bring the state back to how it began, and open a new document."""
        self.ask("POST", "/reset", {})
        self.page.goto(self.page.url.partition("?")[0])
        self.page.wait_for_function("() => 'sdk' in window")


def open_phone(opener: Opener, target: str, **options: Any) -> Phone:  # noqa: ANN401  # each its own
    """Open the page that has the SDK, with every permission declared."""
    phone = Phone(opener(target=target, config=CONFIG, **options))
    phone.page.wait_for_function("() => 'sdk' in window")
    return phone

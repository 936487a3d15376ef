"""The stand-in for SDK 3.x in a test's hands: its pages changed, and what goes over its wire."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pathlib import Path

    from phone import Phone

# A first script for the page: it notes every message that is posted, and everything that any
# emitter is made to say, from the moment that a copy of the SDK makes it.
NOTE: Final = """<script>
  window.posted = [];
  window.emitted = [];
  const { postMessage } = ReactNativeWebView;
  ReactNativeWebView.postMessage = (text) => {
    posted.push(text);
    postMessage(text);
  };
  const noted = new Set();
  let emitters;
  Object.defineProperty(window, "nativeEmitterMap", {
    get: () => emitters,
    set(all) {
      emitters = all;
      for (const emitter of Object.values(all)) {
        if (noted.has(emitter)) continue;
        noted.add(emitter);
        const { emit } = emitter;
        emitter.emit = function (event, ...values) {
          emitted.push([event, values]);
          return emit.call(this, event, ...values);
        };
      }
    },
  });
</script>"""
OPTIONS: Final = "{ timeout: 0, throwOnError: true }"
BARE: Final = f"(window.bare ??= linkBridge({OPTIONS}))"
# How a promise ended: of an error what a mini-app can look at, "nothing" for a member it lacks.
ENDED: Final = """(promise) => promise.then((value) => {
  return value === undefined ? ["resolves"] : ["resolves", value];
}, (error) => {
  if (!(error instanceof Error)) return ["rejects", error];
  const { name, message, code = "nothing", userInfo = "nothing" } = error;
  return ["rejects", { name, message, code, userInfo, isTraced: error.stack.includes(message) }];
})"""
# Playwright waits for ever for what never settles; that is a failure here.
_IN_TIME: Final = """([source, arg]) => Promise.race([
  eval(`(${source})`)(arg),
  new Promise((_, reject) => setTimeout(reject, 30_000, new Error("it never settled"))),
])"""


def with_head(standin_page: str, folder: Path, head: str, *, end: str = "") -> str:
    """Copy the stand-in, with more at the beginning of its head and at its end."""
    shutil.copytree(standin_page, folder)
    page = folder / "index.html"
    text = page.read_text("utf-8")
    assert (text.count("<head>"), text.count("</body>")) == (1, 1)
    text = text.replace("<head>", f"<head>{head}").replace("</body>", f"{end}</body>")
    page.write_text(text, "utf-8")
    return str(folder)


def ended(phone: Phone, expression: str) -> Any:  # noqa: ANN401  # as the page sees it
    """Return how the promise of this expression ended."""
    return settle(phone, f"() => ({ENDED})({expression})")


def settle(phone: Phone, function: str, arg: object = None) -> Any:  # noqa: ANN401  # as the page sees it
    """Return what the promise of a function in the page came to."""
    return phone.page.evaluate(_IN_TIME, [function, arg])

"""Mini-apps that throw, or reject what nobody catches: at load, or in one state alone."""

from __future__ import annotations

from typing import Final

from e2e.smoke_apps.app import DENIED, FIRST, KEY_ERROR, NO_KEY, OLD, OTHER, SECOND, App, Says, Sdk

_CLIPBOARD: Final = '[app]\npermissions = ["clipboard:rw"]\n'

THROWING: Final = (
    App(
        name="throws-at-load",
        says=(Says("page-error", "reading 'price'"),),
        script="const shelf = []; document.title = shelf[0].price;",
    ),
    App(
        name="throws-at-back",
        says=(Says("page-error", "no screen to go back to", FIRST, "back"),),
        sdk=Sdk.LINE_2,
        script="""sdk.graniteEvent.addEventListener("backEvent", {
          onEvent: () => setTimeout(() => { throw new Error("no screen to go back to"); }),
        });""",
    ),
    App(
        name="throws-offline",
        says=(Says("page-error", "socket is null", FIRST, "offline"),),
        script='addEventListener("offline", () => { throw new Error("socket is null"); });',
    ),
    App(
        name="throws-when-denied",
        says=(Says("page-error", "reading 'length'", DENIED),),
        sdk=Sdk.LINE_2,
        config=_CLIPBOARD,
        script="""const text = await sdk.getClipboardText().catch(() => undefined);
          setTimeout(() => { document.title = text.length; });""",
    ),
    App(
        name="throws-on-an-old-toss",
        says=(Says("page-error", "reading 'open'", OLD),),
        sdk=Sdk.LINE_2,
        script="""const isNew = sdk.isMinVersionSupported({ android: "5.230.0", ios: "5.230.0" });
          const board = isNew ? { open: true } : undefined;
          document.title = board.open;""",
    ),
    App(
        name="throws-on-android",
        says=(Says("page-error", "no such store: android", OTHER),),
        sdk=Sdk.LINE_2,
        script="""const os = sdk.getPlatformOS();
          if (os !== "ios") throw new Error(`no such store: ${os}`);""",
    ),
    App(
        name="throws-on-android-in-3x",
        says=(Says("page-error", "no such store: android", OTHER),),
        sdk=Sdk.LINE_3,
        script="""const os = __appsInTossConstants.platformOS;
          if (os !== "ios") throw new Error(`no such store: ${os}`);""",
    ),
    App(
        name="throws-when-the-key-is-error",
        says=(Says("page-error", "reading 'slice'", KEY_ERROR),),
        sdk=Sdk.LINE_2,
        script="""const key = await sdk.getAnonymousKey();
          setTimeout(() => { if (key) document.title = key.hash.slice(0, 6); });""",
    ),
    App(
        name="throws-at-the-second-start",
        says=(Says("page-error", "JSON", SECOND),),
        script="""if (!sessionStorage.isStarted) {
          sessionStorage.isStarted = "yes";
          const saved = localStorage.saved;
          localStorage.saved = String({ level: 1 });
          if (saved) document.title = JSON.parse(saved).level;
        }""",
    ),
)

REJECTING: Final = (
    App(
        name="rejects-at-load",
        # No server is at its origin, which is what it trips over.
        says=(Says("missing-file", "/api/me"), Says("unhandled-rejection", "not valid JSON")),
        script='fetch("/api/me").then((answer) => answer.json());',
    ),
    App(
        name="rejects-when-denied",
        says=(Says("unhandled-rejection", "getClipboardText", DENIED),),
        sdk=Sdk.LINE_2,
        config=_CLIPBOARD,
        script='sdk.getClipboardText().then((text) => { document.title = text || "empty"; });',
    ),
    App(
        name="rejects-without-a-key",
        says=(Says("unhandled-rejection", "reading 'hash'", (*NO_KEY, *OLD)),),
        sdk=Sdk.LINE_2,
        script="""async function begin() {
            const key = await sdk.getAnonymousKey();
            document.title = key.hash ?? "guest";
          }
          begin();""",
    ),
    App(
        name="rejects-offline",
        says=(Says("unhandled-rejection", "Failed to fetch", FIRST, "offline"),),
        script='addEventListener("offline", () => { void fetch("/scores.txt"); });',
        files={"scores.txt": "7\n"},
    ),
)

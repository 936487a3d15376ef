"""Mini-apps that die, never come to rest, wait for ever, or go away."""

from __future__ import annotations

from typing import Final

from e2e.smoke_apps.app import FIRST, OTHER, SECOND, App, Says, Sdk

# A tree this deep overflows the stack of the engine's layout, which ends the page's process.
_DIE: Final = """function die(end) {
  for (let i = 0; i < 60_000; i++) end = end.appendChild(document.createElement("div"));
  end.textContent = "the end";
}"""

DYING: Final = (
    App(
        name="dies-at-load",
        says=(Says("crash", "process ended"),),
        script=f"{_DIE}\ndie(document.body);",
    ),
    App(
        name="dies-when-turned",
        says=(Says("crash", "process ended", FIRST, "landscape"),),
        script=f"""{_DIE}
        addEventListener("resize", () => {{
          if (innerWidth < innerHeight) return;
          const frame = document.body.appendChild(document.createElement("iframe"));
          die(frame.contentDocument.body);
        }});""",
    ),
)

HELD: Final = "/held.png"
"""What the tests' own server never answers."""

SERVED_HANGING: Final = (
    App(
        name="asks-for-what-never-comes",
        says=(Says("hang", "request"),),
        script=f'fetch("{HELD}").then((answer) => answer.blob());',
    ),
    App(
        name="is-never-loaded",
        says=(Says("hang", "not finished loading"),),
        body=f'<main><h1>오늘의 가게</h1><img src="{HELD}" alt="사과" /></main>',
    ),
)

HANGING: Final = (
    App(
        name="loops-at-load",
        says=(Says("hang", "script"),),
        script="let turns = 0; while (true) turns += 1;",
    ),
    App(
        name="never-lies-still",
        says=(Says("hang", "layout"),),
        body='<div id="spacer"></div><main><h1>오늘의 가게</h1><p>사과 1,000원</p></main>',
        script="""let height = 0;
        setInterval(() => {
          height = height ? 0 : 200;
          document.querySelector("#spacer").style.height = `${height}px`;
        }, 100);""",
    ),
    # It loops in one state alone: each title that it sets is told to the window's own process.
    App(
        name="loops-when-it-comes-back",
        says=(Says("hang", "script", FIRST, "foreground"),),
        script="""document.addEventListener("visibilitychange", () => {
          while (!document.hidden) document.title = Math.random();
        });""",
    ),
    *SERVED_HANGING,
)

WAITING: Final = (
    App(
        name="asks-a-person",
        says=(Says("unanswered-sheet", "share"),),
        sdk=Sdk.LINE_2,
        config='[prompts]\nkinds = { share = "ask" }\n',
        script='sdk.share({ message: "사과 드세요" });',
    ),
    App(
        name="asks-a-person-when-it-comes-back",
        says=(Says("unanswered-sheet", "permission", FIRST, "foreground"),),
        sdk=Sdk.LINE_2,
        config=(
            '[app]\npermissions = ["clipboard:rw"]\n[prompts]\nkinds = { permission = "ask" }\n'
        ),
        script="""document.addEventListener("visibilitychange", () => {
          if (!document.hidden) sdk.getClipboardText().catch(() => {});
        });""",
    ),
)

_TOMORROW: Final = """ReactNativeWebView.postMessage(JSON.stringify({
  type: "method", functionName: "getTomorrow", eventId: "1", args: [],
}));"""

UNANSWERED: Final = (
    App(
        name="calls-a-name-of-tomorrow",
        says=(Says("unanswered-call", "getTomorrow"),),
        sdk=Sdk.LINE_2,
        script=_TOMORROW,
    ),
    App(
        name="calls-it-after-a-reload",
        says=(Says("unanswered-call", "getTomorrow", FIRST, "reload"),),
        script=f"""if (performance.getEntriesByType("navigation")[0].type === "reload") {{
          {_TOMORROW}
        }}""",
    ),
)

# Where it can do nothing, an app that closes itself is within its rights.
GOING: Final = (
    App(
        name="closes-itself",
        says=(Says("closed", "", (*FIRST, *SECOND, *OTHER)),),
        sdk=Sdk.LINE_2,
        script="sdk.closeView();",
    ),
    App(
        name="leaves-its-origin",
        says=(Says("left", "https://shop.example"),),
        script='setTimeout(() => { location.href = "https://shop.example/"; }, 200);',
    ),
)

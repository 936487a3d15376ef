"""Mini-apps that lack a file of their own, or write errors to their console."""

from __future__ import annotations

from typing import Final

from e2e.smoke_apps.app import FIRST, SECOND, App, Says, Sdk

LACKING: Final = (
    App(
        name="lacks-a-script",
        says=(Says("missing-file", "/assets/vendor-B7x2.js"),),
        head='<script src="/assets/vendor-B7x2.js"></script>',
    ),
    App(
        name="lacks-a-picture",
        says=(Says("missing-file", "/img/apple.png"),),
        body='<main><h1>오늘의 가게</h1><img src="/img/apple.png" alt="사과" /></main>',
    ),
    App(
        name="lacks-a-part-that-comes-late",
        says=(Says("missing-file", "/assets/coupon-C9.js"),),
        script='setTimeout(() => void import("/assets/coupon-C9.js"), 200);',
    ),
    App(
        name="lacks-a-background",
        says=(Says("missing-file", "/img/night.webp"),),
        head="<style>main { background: url(/img/night.webp) }</style>",
    ),
    # More files than the engine keeps the timings of.
    App(
        name="lacks-one-of-many",
        says=(Says("missing-file", "/img/301.svg"),),
        script="""const fetchApple = (_, i) => fetch(`/img/apple.svg?${i}`);
          await Promise.all(Array.from({ length: 300 }, fetchApple));
          await fetch("/img/301.svg");""",
        files={"img/apple.svg": '<svg xmlns="http://www.w3.org/2000/svg" />'},
    ),
    # The document that asked for it is gone soon after.
    App(
        name="lacks-a-script-before-it-moves-on",
        says=(Says("missing-file", "/assets/polyfill-4.js"),),
        head='<script src="/assets/polyfill-4.js"></script>',
        script='if (location.pathname === "/") location.replace("/today");',
    ),
    # No document asked for it.
    App(
        name="lacks-what-its-worker-needs",
        says=(Says("missing-file", "/assets/physics-9.js"),),
        script="""const worker = new Worker("/worker.js");
          worker.addEventListener("error", (event) => event.preventDefault());""",
        files={"worker.js": 'importScripts("/assets/physics-9.js");'},
    ),
    App(
        name="is-kept-as-it-was",
        says=(Says("missing-file", "/assets/shop-A1.js", (*FIRST, *SECOND), "reload"),),
        script='await navigator.serviceWorker.register("/worker.js");',
        files={
            "worker.js": """const old = `<!doctype html><meta charset="utf-8"><h1>어제의 가게</h1>
              <script type="module" src="/assets/shop-A1.js"></script>`;
            addEventListener("fetch", (event) => {
              if (event.request.mode !== "navigate") return;
              const headers = { "content-type": "text/html" };
              event.respondWith(new Response(old, { headers }));
            });"""
        },
    ),
)

COMPLAINING: Final = (
    App(
        name="writes-an-error",
        says=(Says("console-error", "the shop is not configured"),),
        script='console.error("the shop is not configured:", { id: 7 });',
    ),
    App(
        name="writes-an-error-at-home",
        says=(Says("console-error", "no home", FIRST, "home"),),
        sdk=Sdk.LINE_2,
        script="""sdk.graniteEvent.addEventListener("homeEvent", {
          onEvent: () => console.error("no home"),
        });""",
    ),
    App(
        name="breaks-its-own-policy",
        says=(Says("console-error", "Content Security Policy"),),
        head="""<meta http-equiv="Content-Security-Policy" content="script-src 'self'" />
          <script>document.title = "오늘";</script>""",
    ),
    App(
        name="shows-a-picture-of-the-phone",
        says=(Says("console-error", "file:///android_asset/apple.png"),),
        body='<main><h1>오늘의 가게</h1><img src="file:///android_asset/apple.png" /></main>',
    ),
)

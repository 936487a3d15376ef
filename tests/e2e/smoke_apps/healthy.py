"""Mini-apps that nothing is wrong with, in any state, each of a kind that is easily suspected."""

from __future__ import annotations

from typing import Final

from e2e.smoke_apps.app import App, Sdk

_PERMISSIONS: Final = '[app]\npermissions = ["clipboard:rw", "geolocation:access"]\n'

HEALTHY: Final = (
    App(
        name="shop",
        sdk=Sdk.LINE_2,
        config=_PERMISSIONS,
        body='<main><h1>오늘의 가게</h1><p id="guest">손님</p><p id="text"></p></main>',
        script="""const show = (id, text) => { document.querySelector(id).textContent = text; };
          const key = await sdk.getAnonymousKey();
          show("#guest", key?.hash?.slice(0, 6) ?? "손님");
          const starts = Number((await sdk.Storage.getItem("starts")) ?? 0) + 1;
          await sdk.Storage.setItem("starts", String(starts));
          show("#text", await sdk.getClipboardText().catch(() => "허용하지 않음"));""",
    ),
    # One colour nearly all over, a picture that moves for ever, a console that is never quiet.
    App(
        name="game",
        body='<canvas width="360" height="600"></canvas>',
        head="<style>body { margin: 0; background: #123 } canvas { display: block }</style>",
        config='[app]\nweb_view_type = "game"\n',
        script="""const pen = document.querySelector("canvas").getContext("2d");
          let x = 0;
          const draw = () => {
            pen.fillStyle = "#123";
            pen.fillRect(0, 0, 360, 600);
            pen.fillStyle = "#fff";
            pen.fillText("7", (x = (x + 1) % 300), 40);
            requestAnimationFrame(draw);
          };
          draw();
          setInterval(() => console.log("tick"), 150);""",
    ),
    # Its own history: back goes to the page before, and only then out.
    App(
        name="router",
        body='<main id="root"></main>',
        script="""const root = document.querySelector("#root");
          const render = () => {
            const page = history.state ?? "목록";
            root.innerHTML = `<h1>${page}</h1><p>${location.pathname}</p>`;
          };
          addEventListener("popstate", render);
          render();
          if (location.pathname === "/") {
            setTimeout(() => { history.pushState("사과", "", "/items/7"); render(); }, 100);
          }""",
    ),
    App(
        name="honest",
        sdk=Sdk.LINE_2,
        config=_PERMISSIONS,
        body='<main><h1>오늘의 가게</h1><p id="trouble"></p></main>',
        script="""const trouble = document.querySelector("#trouble");
          const guarded = async (work, text) => {
            try { await work(); } catch { trouble.textContent = text; }
          };
          const load = () => guarded(async () => {
            const answer = await fetch("/prices.json");
            if (!answer.ok) throw new Error("no prices");
            await answer.json();
          }, "연결할 수 없어요");
          addEventListener("offline", load);
          addEventListener("online", load);
          await load();
          await guarded(() => sdk.getClipboardText(), "클립보드를 허용하지 않았어요");
          await guarded(() => sdk.getCurrentLocation({ accuracy: 3 }), "위치를 허용하지 않았어요");
          await guarded(() => sdk.share({ message: "사과 드세요" }), "공유하지 않았어요");
          await guarded(async () => {
            if ((await sdk.getAnonymousKey())?.type !== "HASH") throw new Error("no key");
          }, "손님으로 시작해요");""",
        files={"prices.json": '{"apple": 1000}\n'},
    ),
    # No text at all, and its own root page is only on the way to another.
    App(
        name="poster",
        body='<svg viewBox="0 0 10 10" width="300"><circle cx="5" cy="5" r="4" /></svg>',
        script='if (location.pathname === "/") location.replace("/today");',
    ),
    # Nothing to see for longer than a page is watched for quiet.
    App(
        name="slow",
        body='<div id="root"></div>',
        script="""setTimeout(() => {
            document.querySelector("#root").innerHTML = "<h1>오늘의 가게</h1>";
          }, 1200);""",
    ),
    App(
        name="shop-3x",
        sdk=Sdk.LINE_3,
        config=_PERMISSIONS,
        body='<main><h1>오늘의 가게</h1><p id="text"></p></main>',
        script="""const show = (text) => { document.querySelector("#text").textContent = text; };
          const key = await sdk.getAnonymousKey().catch(() => undefined);
          show(key?.hash?.slice(0, 6) ?? "손님");
          try { show(await sdk.getClipboardText()); } catch { show("허용하지 않음"); }""",
    ),
)

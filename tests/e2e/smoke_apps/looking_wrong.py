"""Mini-apps whose screen is blank, at once or after something happened."""

from __future__ import annotations

from typing import Final

from e2e.smoke_apps.app import FIRST, OTHER, App, Says, Sdk

BLANK: Final = (
    App(
        name="renders-nothing",
        says=(Says("blank-screen", ""),),
        sdk=Sdk.LINE_2,
        body='<div id="root"></div>',
        script='document.querySelector("#root").replaceChildren();',
    ),
    App(
        name="white-on-white",
        says=(Says("blank-screen", ""),),
        head="<style>body { color: #fff; background: #fff }</style>",
    ),
    App(
        name="never-shown",
        says=(Says("blank-screen", ""),),
        head="<style>main { opacity: 0 } .is-ready main { opacity: 1 }</style>",
        script="""addEventListener("fontsLoaded", () => {
          document.body.classList.add("is-ready");
        });""",
    ),
    App(
        name="throws-before-it-renders",
        says=(Says("page-error", "no theme"), Says("blank-screen", "")),
        body='<div id="root"></div>',
        script="""const theme = () => { throw new Error("no theme"); };
          document.querySelector("#root").textContent = theme();""",
    ),
    App(
        name="swallows-what-it-throws",
        says=(Says("blank-screen", "", OTHER),),
        sdk=Sdk.LINE_2,
        body='<div id="root"></div>',
        script="""try {
          const name = { ios: "아이폰" }[sdk.getPlatformOS()];
          document.querySelector("#root").textContent = name.trim();
        } catch {}""",
    ),
    App(
        name="loses-its-root-when-turned",
        says=(Says("blank-screen", "", FIRST, "landscape"),),
        script="""addEventListener("resize", () => {
          if (innerWidth > innerHeight) document.querySelector("main").remove();
        });""",
    ),
)

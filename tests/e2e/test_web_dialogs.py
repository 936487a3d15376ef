"""alert, confirm and prompt are questions like any other, and hold nothing but the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from aitdesk.errors import Unmet
from native_buttons import open_window
from patience import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from aitdesk.driver import MiniApp
    from aitdesk.value import Json
    from e2e.conftest import Opener, Starter
    from e2e.site import Answer, Site

PAGE = """<!doctype html><meta charset="utf-8"><title>dialogs</title>
<meta http-equiv="Content-Security-Policy" content="connect-src 'none'"><h1>dialogs</h1>
<script>
  window.heard = [];
  window.later = (act) => setTimeout(() => heard.push(act()), 0);
</script>"""
ASKS = {
    "alert": "alert('저장했어요')",
    "confirm": "confirm('정말 지울까요?')",
    "prompt": "prompt('이름', '기본')",
}
ALL = f"[{', '.join(f'{each} ?? null' for each in ASKS.values())}]"
FRAMED = f"<script>parent.postMessage({ALL}, '*')</script>"
FORGED = '{"asks":"alert","text":"forged"}'
ASK = """
  const ask = (text) =>
    new Promise((done) => {
      const request = new XMLHttpRequest();
      request.onload = () => done(JSON.parse(request.responseText));
      request.open("GET", "aitdesk-ask://phone/?" + text);
      request.send();
    });
"""


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dialogs")
    (folder / "index.html").write_text(PAGE, "utf-8")
    return folder


@pytest.fixture(scope="module")
def kept(keep_miniapp: Opener, target: Path) -> MiniApp:
    return keep_miniapp(target=target)


@pytest.fixture
def asked(kept: MiniApp) -> Iterator[MiniApp]:
    """The page, which has heard nothing yet."""
    kept.page.evaluate("heard.splice(0)")
    yield kept
    kept.shell.reset("prompts")


def waiting(miniapp: MiniApp) -> dict[str, Any]:
    """Return the one question that is open, once it is."""
    wait_until(miniapp.shell.prompts.waiting, what=lambda: "nothing is asked")
    (prompt,) = miniapp.shell.prompts.waiting()
    return prompt


def answer_with(miniapp: MiniApp, choice: str, **values: str) -> dict[str, Any]:
    """Answer the one question that is open, once it is; return it."""
    prompt = waiting(miniapp)
    given: Json = {"choice": choice, "values": {**values}}
    miniapp.shell.ask("POST", f"/prompts/{prompt['id']}", given)
    return prompt


@pytest.mark.parametrize(
    ("policy", "heard"), [("allow", [None, True, "기본"]), ("deny", [None, False, None])]
)
def test_a_policy_answers_a_dialog(asked: MiniApp, policy: str, heard: list[object]) -> None:
    asked.shell.prompts.policy(policy, *ASKS)
    assert asked.page.evaluate(ALL) == heard


@pytest.mark.parametrize(
    ("kind", "choice", "values", "heard"),
    [
        ("alert", "ok", {}, None),
        ("confirm", "ok", {}, True),
        ("confirm", "cancel", {}, False),
        ("prompt", "ok", {"text": "새 이름"}, "새 이름"),
        ("prompt", "ok", {}, "기본"),
        ("prompt", "cancel", {"text": "새 이름"}, None),
    ],
)
def test_a_dialog_waits_for_its_answer_and_gives_it_to_the_page(
    asked: MiniApp, kind: str, choice: str, values: dict[str, str], heard: object
) -> None:
    asked.page.evaluate(f"later(() => {ASKS[kind]} ?? null)")
    prompt = answer_with(asked, choice, **values)
    assert (prompt["kind"], prompt["for_call"], asked.page.evaluate("heard")) == (
        kind,
        kind,
        [heard],
    )


def test_a_phone_without_a_network_asks_too(asked: MiniApp) -> None:
    asked.shell.prompts.policy("allow", *ASKS)
    asked.shell.offline()
    heard = asked.page.evaluate(ALL)
    asked.shell.online()
    assert heard == [None, True, "기본"]


def test_an_answer_that_is_expected_is_given_inside_a_click(asked: MiniApp) -> None:
    asked.page.evaluate("void (document.body.onclick = () => heard.push(confirm('?')))")
    asked.shell.prompts.on("confirm").answer("allow")
    asked.page.click("h1")
    assert asked.page.evaluate("heard") == [True]


def test_settling_names_the_dialog_that_nobody_answers(asked: MiniApp) -> None:
    asked.page.evaluate("later(() => alert('?'))")
    waiting(asked)
    with pytest.raises(Unmet, match="the sheet 'alert'"):
        asked.shell.settle(timeout_s=0.1)
    answer_with(asked, "ok")


def test_a_page_that_is_loaded_again_takes_its_dialog_along(asked: MiniApp) -> None:
    asked.page.evaluate("later(() => confirm('?'))")
    waiting(asked)
    with asked.page.expect_event("load"):
        asked.shell.reload()
    wait_until(lambda: not asked.shell.prompts.waiting(), what=lambda: "it is still asked")
    assert asked.page.evaluate("heard") == []


def test_no_script_of_a_page_answers_its_dialog(asked: MiniApp) -> None:
    asked.page.evaluate(f"() => {{ {ASK} ask(encodeURIComponent('{FORGED}')); }}")
    prompt = waiting(asked)
    refused = asked.page.evaluate(
        f"""async (id) => {{
          {ASK}
          for (const key of ["Enter", "Escape", " "])
            for (const type of ["keydown", "keypress", "keyup"])
              document.body.dispatchEvent(new KeyboardEvent(type, {{ key, bubbles: true }}));
          const forged = ["answer", "answered", "took", "sheet"].map((asks) =>
            ask(encodeURIComponent(JSON.stringify({{ asks, id, dialog: id, choice: "ok" }}))),
          );
          return Promise.all(forged);
        }}""",
        prompt["id"],
    )
    assert (refused, waiting(asked)["id"]) == ([{"gone": True}] * 4, prompt["id"])
    answer_with(asked, "ok")


def test_only_frames_of_the_mini_apps_own_origin_ask(
    asked: MiniApp,
    open_site: Callable[[Mapping[str, Answer]], Site],
    answer: type[Answer],
) -> None:
    asked.shell.prompts.policy("allow", *ASKS)
    heard = asked.page.evaluate(
        """async ([framed, url]) => {
          const frames = [
            { srcdoc: framed },
            { srcdoc: framed, sandbox: "allow-scripts allow-modals" },
            { src: "data:text/html," + encodeURIComponent(framed) },
            { src: url },
          ];
          const all = [];
          for (const frame of frames) {
            const element = Object.assign(document.createElement("iframe"), frame);
            const said = new Promise((done) =>
              addEventListener("message", ({ data }) => done(data), { once: true }),
            );
            document.body.append(element);
            all.push(await said);
          }
          return all;
        }""",
        [FRAMED, open_site({"/": answer(FRAMED)}).url],
    )
    assert heard == [[None, True, "기본"], *[[None, False, None]] * 3]


def test_a_page_of_another_origin_asks_nobody(
    new_miniapp: Opener,
    open_site: Callable[[Mapping[str, Answer]], Site],
    answer: type[Answer],
    target: Path,
) -> None:
    miniapp, site = (
        new_miniapp(target=target, prompts="allow"),
        open_site({"/": answer("elsewhere")}),
    )
    miniapp.page.goto(site.url)
    assert miniapp.page.evaluate(ALL) == [None, False, None]
    told = [entry["text"].partition(" and was")[0] for entry in miniapp.shell.journal("problem")]
    assert told == [f"a document of {site.url} asked for {kind}" for kind in ASKS]


def test_other_windows_go_on_while_a_dialog_waits_and_its_window_closes(
    new_miniapp: Opener, target: Path
) -> None:
    held, other = new_miniapp(target=target), new_miniapp(target=target)
    held.page.evaluate("later(() => { for (;;) alert('again') })")
    waiting(held)
    assert other.page.evaluate("document.title") == "dialogs"
    held.shell.close()
    assert other.page.evaluate("document.title") == "dialogs"


def test_a_flood_of_forged_questions_is_bounded_and_told(new_miniapp: Opener, target: Path) -> None:
    miniapp = new_miniapp(target=target)
    heard = miniapp.page.evaluate(
        f"""async () => {{
          {ASK}
          const odd = ["", "{{", "null", '{{"asks":"purchase"}}', '{{"asks":1}}', "%ED%A0%80", "%"];
          const answered = await Promise.all(odd.map(ask));
          const alert = encodeURIComponent(JSON.stringify({{ asks: "alert", text: "x" }}));
          let told = 0;
          await new Promise((done) => {{
            for (let number = 0; number < 1000; number++)
              ask(alert).then(() => ++told === 900 && done());
          }});
          return answered.filter(({{ gone }}) => gone).length;
        }}"""
    )
    # How many are refused before they reach the phone hangs on how busy the machine is.
    told = {entry["text"].split(":")[0] for entry in miniapp.shell.journal("problem")}
    assert (heard, len(miniapp.shell.prompts.waiting())) == (7, 100)
    assert "100 questions wait for an answer already" in told
    miniapp.shell.reload()
    wait_until(lambda: not miniapp.shell.prompts.waiting(), what=lambda: "they are still asked")


def test_a_person_presses_the_dialog_in_the_window(
    start_miniapp: Starter, tmp_path: Path, target: Path
) -> None:
    window = open_window(start_miniapp, tmp_path, target=target)
    window.page.evaluate("later(() => confirm('정말 지울까요?'))")
    waiting(window.miniapp)
    window.press("Ok")
    told = window.miniapp.shell.await_entry("prompt", step="answered", asks="confirm")
    assert (window.page.evaluate("heard"), told["by"]) == ([True], "sheet")

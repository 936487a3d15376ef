import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { load, openScreen } from "./scripts";

type Panel = {
  dialog: HTMLDialogElement;
  focused: HTMLElement;
  values: () => object;
  touched: () => void;
  stop: () => void;
};
type Sheets = { panelOf: (sheet: object) => Panel };
let panelOf: Sheets["panelOf"];

beforeEach(() => {
  vi.useFakeTimers();
  openScreen();
  ({ panelOf } = load<Sheets>("engine/page", ["blocks", "sheet"], "panelOf"));
});
afterEach(() => {
  vi.useRealTimers();
});

const SHEET = { id: "s", platform: "ios", language: "ko", color: "#3182f6", layout: "bottom" };
const OK = { id: "ok", label: "확인", role: "primary" };

const buttons = ({ dialog }: Panel) =>
  [...dialog.querySelectorAll("button")].map(({ dataset, disabled }) => [
    dataset["choice"],
    disabled,
  ]);

function pick(panel: Panel, id: string) {
  const input = panel.dialog.querySelector<HTMLInputElement>(`[data-item="${id}"]`);
  if (input) input.checked = !input.checked;
  panel.touched();
}

test("a choice that needs a pick waits for one, and picks come in their order", () => {
  const items = ["a", "b", "c"].map((id) => ({ id, label: id }));
  const blocks = [{ block: "grid", items, at_most: 2 }];
  const choices = [{ ...OK, needs_pick: true }];
  const panel = panelOf({ ...SHEET, title: "앨범", choices, blocks });
  const before = buttons(panel);
  pick(panel, "c");
  pick(panel, "a");
  const rest = panel.dialog.querySelector<HTMLInputElement>('[data-item="b"]');
  const marks = [...panel.dialog.querySelectorAll(".mark")].map((each) => each.textContent);
  expect([before, buttons(panel), panel.values(), rest?.disabled, marks]).toEqual([
    [["ok", true]],
    [["ok", false]],
    { picked: ["c", "a"] },
    true,
    ["2", "", "1"],
  ]);
});

test("a choice waits for the countdown, which a stop ends", () => {
  const blocks = [{ block: "countdown", ms: 1500, label: "{s}초" }];
  const sheet = { ...SHEET, title: "광고", choices: [{ ...OK, waits: true }], blocks };
  const panel = panelOf(sheet);
  const text = () => panel.dialog.querySelector(".countdown")?.textContent;
  const seen = [[text(), ...buttons(panel)]];
  for (const ms of [500, 1000]) {
    vi.advanceTimersByTime(ms);
    seen.push([text(), ...buttons(panel)]);
  }
  panelOf(sheet).stop();
  expect([seen, vi.getTimerCount()]).toEqual([
    [
      ["2초", ["ok", true]],
      ["1초", ["ok", true]],
      ["", ["ok", false]],
    ],
    0,
  ]);
});

test("what closes a whole screen is a cross that is read aloud", () => {
  const choices = [OK, { id: "close", label: "닫기" }];
  const { dialog } = panelOf({ ...SHEET, layout: "screen", title: "t", choices, dismiss: "close" });
  const cross = dialog.querySelector("header button");
  const seen = [cross?.getAttribute("aria-label"), cross?.textContent, dialog.getAttribute("role")];
  expect(seen).toEqual(["닫기", "", "dialog"]);
});

test.each([
  ["#3182f6", "#fff"],
  ["#ffe000", "#191f28"],
  ["no colour", "#fff"],
])("the text on %s can be read", (color, on) => {
  const { dialog } = panelOf({ ...SHEET, color, title: "t", choices: [OK] });
  expect(dialog.style.getPropertyValue("--on")).toBe(on);
});

test("an advertisement says that it is none", () => {
  const { dialog } = panelOf({ ...SHEET, title: "t", choices: [OK], tone: "advertisement" });
  expect(dialog.querySelector(".fake")?.textContent).toBe("가짜 광고 · Test ad");
});

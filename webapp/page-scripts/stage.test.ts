import { afterEach, beforeEach, expect, test } from "vitest";
import { load, openScreen } from "./scripts";

type Stage = { show: (sheet: object) => void; hide: (id: string) => void };
type Scripts = { stageOf: (css: string, tell: (told: object) => void) => Stage };
let stage: Stage;
let told: object[];
let pointed: { element: Element | null };

beforeEach(() => {
  ({ pointed } = openScreen());
  told = [];
  const { stageOf } = load<Scripts>("engine/page", ["blocks", "sheet", "stage"], "stageOf");
  stage = stageOf("", (each) => told.push(each));
});

// One window hears for all of them.
afterEach(() => {
  for (const id of ["a", "b"]) stage.hide(id);
});

const inside = () => (globalThis as unknown as { aitdeskSheets: ShadowRoot }).aitdeskSheets;
const titles = () => [...inside().querySelectorAll("h2")].map((each) => each.textContent);
const SHEET = { platform: "ios", language: "ko", color: "#3182f6", layout: "bottom" };
const choices = [
  { id: "ok", label: "확인", role: "primary" },
  { id: "more", label: "더", stays: true },
];
/** The last choice of the sheet on top. */
const topChoice = () => [...inside().querySelectorAll("[data-choice]")].pop() ?? null;
const show = (id: string) => {
  stage.show({ ...SHEET, id, title: id, choices, dismiss: "ok" });
};

type Detail = { isTrusted?: boolean; detail?: number; key?: string };

/** Does what a person does, or what a script of the page makes up. */
function act(type: string, target: Element | null, { isTrusted = true, ...more }: Detail = {}) {
  const Kind = type.startsWith("key") ? KeyboardEvent : MouseEvent;
  const event = new Kind(type, { bubbles: true, composed: true, cancelable: true, ...more });
  Object.defineProperty(event, "isTrusted", { value: isTrusted });
  pointed.element = target;
  target?.dispatchEvent(event);
}

function press(choice: string, { isTrusted = true } = {}) {
  const button = inside().querySelector(`[data-choice="${choice}"]`);
  act("pointerdown", button, { isTrusted });
  act("click", button, { isTrusted, detail: 1 });
}

test("a sheet stands in a tree that the page cannot open, and leaves nothing behind", () => {
  show("a");
  const host = inside().host;
  const seen = [host.isConnected, host.shadowRoot, titles()];
  stage.hide("a");
  expect([...seen, host.isConnected, titles()]).toEqual([true, null, ["a"], false, []]);
});

test("a person's press is told once, and ends the sheet unless it stays", () => {
  show("a");
  press("more");
  const stays = titles();
  press("ok");
  expect([stays, titles(), told]).toEqual([
    ["a"],
    [],
    [
      { id: "a", choice: "more", values: {} },
      { id: "a", choice: "ok", values: {} },
    ],
  ]);
});

test("what a script makes up answers nothing", () => {
  show("a");
  press("ok", { isTrusted: false });
  act("keydown", topChoice(), { isTrusted: false, key: "Escape" });
  expect([titles(), told]).toEqual([["a"], []]);
});

test("what is pressed on one and let go on another is neither", () => {
  show("a");
  act("pointerdown", inside().querySelector('[data-choice="more"]'));
  act("click", inside().querySelector('[data-choice="ok"]'), { detail: 1 });
  expect(told).toEqual([]);
});

test("escape dismisses the sheet on top", () => {
  show("a");
  show("b");
  act("keydown", topChoice(), { key: "Escape" });
  expect([titles(), told]).toEqual([["a"], [{ id: "b", choice: "ok", values: {} }]]);
});

test("a sheet that the page removes comes back, and at last it is told", async () => {
  show("a");
  const seen = new Set<boolean>();
  for (let times = 0; times < 20; times++) {
    inside().host.remove();
    await new Promise((resolve) => setTimeout(resolve, 5));
    seen.add(inside().host.isConnected);
  }
  inside().host.remove();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect([[...seen], inside().host.isConnected, told]).toEqual([
    [true],
    false,
    [{ id: "a", hindered: "removed" }],
  ]);
});

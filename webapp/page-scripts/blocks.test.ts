import { beforeAll, expect, test } from "vitest";
import { load, openScreen } from "./scripts";

type Draw = { drawBlock: (block: object, group: string) => HTMLElement };
let drawBlock: Draw["drawBlock"];

beforeAll(() => {
  openScreen();
  ({ drawBlock } = load<Draw>("engine/page", ["blocks"], "drawBlock"));
});

const inputs = (element: HTMLElement) =>
  [...element.querySelectorAll("input")].map(({ type, name, checked }) => [type, name, checked]);

test("a text is text, whatever stands in it", () => {
  const text = '<img src=x onerror="alert(1)">';
  const drawn = drawBlock({ block: "paragraph", text, tone: "quiet" }, "g");
  expect([drawn.tagName, drawn.className, drawn.textContent, drawn.children.length]).toEqual([
    "P",
    "paragraph quiet",
    text,
    0,
  ]);
});

test("facts are terms with what they are", () => {
  const rows = [
    { label: "금액", value: "1,000원" },
    { label: "가게", value: "B" },
  ];
  const drawn = drawBlock({ block: "facts", rows }, "g");
  const texts = [...drawn.querySelectorAll("dt, dd")].map((each) => each.textContent);
  expect([drawn.tagName, texts]).toEqual(["DL", ["금액", "1,000원", "가게", "B"]]);
});

test.each([
  ["one of several", 1, 2, "radio"],
  ["one that stands alone", 1, 1, "checkbox"],
  ["several", 2, 3, "checkbox"],
])("%s is picked with its own control", (_, most, count, type) => {
  const items = Array.from({ length: count }, (__, at) => ({
    id: `${at}`,
    label: `${at}`,
    is_picked: at === 0,
  }));
  const drawn = drawBlock({ block: "options", items, at_most: most }, "g");
  const expected = items.map(({ is_picked: isPicked }) => [type, "g", isPicked]);
  expect([inputs(drawn), drawn.dataset["atMost"]]).toEqual([expected, `${most}`]);
});

test("stars are five, each with a name to be read aloud", () => {
  const drawn = drawBlock({ block: "stars", label: "별점" }, "g");
  const names = [...drawn.querySelectorAll("input")].map((each) => each.getAttribute("aria-label"));
  expect([drawn.querySelector("legend")?.textContent, names]).toEqual([
    "별점",
    ["1 / 5", "2 / 5", "3 / 5", "4 / 5", "5 / 5"],
  ]);
});

test("one's own row of a ranking says so", () => {
  const rows = [
    { rank: 1, name: "A", score: "9" },
    { rank: 2, name: "B", score: "8", is_me: true },
  ];
  const drawn = drawBlock({ block: "ranking", rows }, "g");
  const own = [...drawn.querySelectorAll("tr")].map((row) => row.getAttribute("aria-current"));
  expect(own).toEqual([null, "true"]);
});

test("a picture that is none leaves its words", async () => {
  const picture = { block: "picture", image: btoa("no picture"), media_type: "image/png" };
  const drawn = drawBlock({ ...picture, alt: "고양이", taps: "open" }, "g");
  await new Promise((resolve) => setTimeout(resolve));
  expect([drawn.tagName, drawn.dataset["choice"], drawn.textContent]).toEqual([
    "BUTTON",
    "open",
    "고양이",
  ]);
});

import { expect, test } from "vitest";
import { choice, flag, initialTyped, number, readTyped, text } from "./field";

const LABEL = { ko: "이름", en: "Label" };
const FIELDS = {
  name: text(LABEL, "a"),
  size: number(LABEL, 10),
  type: choice(LABEL, ["tap", "success"]),
  isOn: flag(LABEL, { isOn: true }),
};

test("untouched fields give their first values, each with its type", () => {
  expect(readTyped(FIELDS, initialTyped(FIELDS))).toEqual({
    name: "a",
    size: 10,
    type: "tap",
    isOn: true,
  });
});

test("what was typed is what the call gets", () => {
  const typed = { name: "", size: "-2.5", type: "success", isOn: false };
  expect(readTyped(FIELDS, typed)).toEqual({ name: "", size: -2.5, type: "success", isOn: false });
});

test("a number that is none is not taken for zero", () => {
  expect(["", " ", "ten"].map((size) => readTyped(FIELDS, { size }).size)).toEqual([NaN, NaN, NaN]);
});

import { expect, test } from "vitest";
import { formatElapsed, formatValue, readError, settle, typeName } from "./outcome";

test("undefined and null keep their own type and text", () => {
  expect([typeName(undefined), formatValue(undefined)]).toEqual(["undefined", "undefined"]);
  expect([typeName(null), formatValue(null)]).toEqual(["null", "null"]);
});

test("a string keeps its quotes, so that it is not taken for a bare word", () => {
  expect(formatValue("ERROR")).toBe('"ERROR"');
  expect(formatValue("undefined")).toBe('"undefined"');
});

test("an object is shown as indented JSON", () => {
  expect(formatValue({ type: "HASH", hash: "abc" })).toBe(
    '{\n  "type": "HASH",\n  "hash": "abc"\n}',
  );
});

test("an array is told from an object", () => {
  expect([typeName([]), typeName({}), typeName(true), typeName(1)]).toEqual([
    "array",
    "object",
    "boolean",
    "number",
  ]);
});

test("a long text is cut and says how long it is", () => {
  expect(formatValue("a".repeat(200))).toHaveLength(202);
  expect(formatValue(["a".repeat(201)])).toBe(`[\n  "${"a".repeat(100)}… (201)"\n]`);
});

test("a value without JSON text is still shown", () => {
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  expect(formatValue(cycle)).toBe("[object Object]");
  expect(formatValue(10n)).toBe("10n");
});

test("an error from the bridge keeps its name, code and message", () => {
  const error = Object.assign(new Error("로그인하지 못했어요"), { code: "APP_LOGIN" });
  expect(readError(error)).toEqual({
    name: "Error",
    code: "APP_LOGIN",
    message: "로그인하지 못했어요",
  });
});

test("a rejection that is not an error is shown as its value", () => {
  expect(readError("denied")).toEqual({ name: "string", code: null, message: '"denied"' });
  expect(readError(undefined)).toEqual({ name: "undefined", code: null, message: "undefined" });
  expect(readError({ reason: 1 }).message).toBe('{\n  "reason": 1\n}');
});

test("a numeric code is shown as text", () => {
  expect(readError({ name: "Error", code: 4000, message: "no" }).code).toBe("4000");
});

test("a call that resolves is done with its value", async () => {
  expect(await settle(async () => null)).toMatchObject({ status: "done", value: null });
});

test("a call that returns without a promise is done as well", async () => {
  expect(await settle(() => undefined)).toMatchObject({ status: "done", value: undefined });
});

test("a call that throws before it returns a promise is failed, not thrown", async () => {
  const settled = await settle(() => {
    throw new TypeError("no bridge");
  });
  expect(settled).toMatchObject({
    status: "failed",
    error: { name: "TypeError", code: null, message: "no bridge" },
  });
});

test("short times keep a decimal and long ones do not", () => {
  expect([formatElapsed(0.34), formatElapsed(1234.5)]).toEqual(["0.3 ms", "1235 ms"]);
});

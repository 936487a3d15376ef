// Tests of the stand-in for SDK 3.x: the ways a failure reaches the page, and the traps in them.
import { expect, test, vi } from "vitest";
import { openSdk, outcome, type Reply } from "./stubHost";

const SHAPE = { __instanceof: "Error", name: "Refused", message: "no" };

const act = (reply: Reply) => {
  const { sdk } = openSdk({ answer: () => reply });
  return outcome(() => sdk.appLogin());
};

const membersOf = (reason: unknown) => {
  expect(reason).toBeInstanceOf(Error);
  const { name, message, stack } = reason as Error;
  return { ...(reason as object), name, message, stack };
};

test("a reply in the shape of an error is thrown with all its members", async () => {
  const members = { code: "4113", userInfo: { a: 1 }, moduleName: "Promotion", stack: "at host" };
  const [how, reason] = await act({ value: { ...SHAPE, ...members } });
  expect([how, membersOf(reason)]).toEqual([
    "rejects",
    { name: "Refused", message: "no", ...members },
  ]);
});

test("without a stack the error has its own", async () => {
  const [how, reason] = await act({ value: SHAPE });
  expect([how, membersOf(reason)]).toEqual([
    "rejects",
    { name: "Refused", message: "no", stack: expect.stringContaining("Error") },
  ]);
});

test.each([
  ["a stack of null", { ...SHAPE, stack: null }],
  ["a stack that is a number", { ...SHAPE, stack: 1 }],
  ["no name", { __instanceof: "Error", message: "no" }],
  ["no message", { __instanceof: "Error", name: "Refused" }],
  ["a name that is no text", { ...SHAPE, name: null }],
  ["another __instanceof", { ...SHAPE, __instanceof: "TypeError" }],
  ["the transport's own mark", { __isError: true, name: "Refused", message: "no" }],
  ["null", null],
  ["undefined", undefined],
])("a reply with %s is an ordinary value", async (_name, value) => {
  expect(await act({ value })).toEqual(["resolves", value]);
});

const SERIALISED = { name: "Refused", message: "no", stack: "at host", code: "1", __isError: true };

test.each([
  ["as text", JSON.stringify(SERIALISED)],
  ["as an object", SERIALISED],
])("a failure %s keeps name, message and stack and loses the code", async (_name, error) => {
  const [how, reason] = await act({ error });
  expect([how, membersOf(reason)]).toEqual([
    "rejects",
    { name: "Refused", message: "no", stack: "at host" },
  ]);
});

test.each([
  ["true", true],
  ["an object without the mark", { code: "1", message: "no" }],
])("a failure that is %s is the reason itself", async (_name, error) => {
  const [how, reason] = await act({ error });
  expect([how, reason]).toEqual(["rejects", error]);
  expect(reason).toBe(error);
});

test.each([undefined, null, false, 0, ""])("a second value of %s is no failure", async (error) => {
  expect(await act({ error })).toEqual(["resolves", {}]);
});

test("a failure that is no JSON text throws in the emit, and the promise stays pending", async () => {
  const { sdk, messages, page } = openSdk({ answer: () => "silence" });
  const settled = vi.fn();
  sdk.appLogin().then(settled, settled);
  const { bridgeId, body } = messages[1]!;
  const emit = () => page.nativeEmitterMap?.[bridgeId]?.emit(`appLogin-${body?.eventId}`, {}, "no");
  expect(emit).toThrow(SyntaxError);
  await new Promise((resolve) => setTimeout(resolve));
  expect(settled).not.toHaveBeenCalled();
});

test("the first reply counts", async () => {
  const { sdk, messages, page } = openSdk({ answer: () => "silence" });
  const pending = sdk.appLogin();
  const { bridgeId, body } = messages[1]!;
  for (const value of ["first", "second"]) {
    page.nativeEmitterMap?.[bridgeId]?.emit(`appLogin-${body?.eventId}`, value);
  }
  expect(await pending).toBe("first");
});

// Tests of the stand-in for SDK 3.x: everything that asking for the anonymous key can come to, flat
// and namespaced.
import { expect, test, vi } from "vitest";
import {
  CONSTANTS,
  openSdk,
  outcome,
  outside,
  without,
  type Reply,
  type StubHost,
} from "./stubHost";
import type { Sdk } from "./sdk/sdk";

const HASH = { type: "HASH", hash: "h" };
const CODED = { __instanceof: "Error", name: "E", message: "no", code: "4000" };
const OLD = { ...CONSTANTS, tossAppVersion: "5.231.9" };

const named = ([how, what]: [string, unknown]) => [
  how,
  what instanceof Error ? { name: what.name, code: (what as { code?: string }).code } : what,
];

const both = async (open: () => StubHost & { sdk: Sdk }) => {
  const flat = open();
  const first = named(await outcome(() => flat.sdk.getAnonymousKey()));
  const spaced = open();
  const second = named(await outcome(() => spaced.sdk.User.getAnonymousKey()));
  return { flat: first, spaced: second, calls: [flat.calls(), spaced.calls()] };
};

const ASKED = [[["getAnonymousKey"]], [["getAnonymousKey"]]];
const UNASKED = [[], []];
const UNKNOWN = ["rejects", { name: "UNKNOWN_ERROR", code: "UNKNOWN_ERROR" }];
const TYPE_ERROR = { name: "TypeError", code: undefined };

test("a hash is what both resolve to", async () => {
  expect(await both(() => openSdk({ answer: () => ({ value: HASH }) }))).toEqual({
    flat: ["resolves", HASH],
    spaced: ["resolves", HASH],
    calls: ASKED,
  });
});

test.each<[string, Reply]>([
  ["resolves INVALID_CATEGORY", { value: "INVALID_CATEGORY" }],
  ["resolves another type", { value: { type: "NOT_AVAILABLE" } }],
  ["resolves null", { value: null }],
  ["resolves undefined", { value: undefined }],
  ["resolves the shape of an error", { value: CODED }],
  ["fails with an error", { error: JSON.stringify({ ...CODED, __isError: true }) }],
  ["fails with true", { error: true }],
])("a host that %s makes it ERROR and UNKNOWN_ERROR", async (_name, reply) => {
  expect(await both(() => openSdk({ answer: () => reply }))).toEqual({
    flat: ["resolves", "ERROR"],
    spaced: UNKNOWN,
    calls: ASKED,
  });
});

test("a silent host leaves both pending", async () => {
  const { sdk } = openSdk({ answer: () => "silence" });
  const settled = vi.fn();
  void sdk.getAnonymousKey().finally(settled);
  void sdk.User.getAnonymousKey().finally(settled);
  await new Promise((resolve) => setTimeout(resolve));
  expect(settled).not.toHaveBeenCalled();
});

test("an old app makes it undefined and a throw, and sends nothing", async () => {
  const code = "UNSUPPORTED_APP_VERSION";
  expect(await both(() => openSdk({ constants: OLD }))).toEqual({
    flat: ["resolves", undefined],
    spaced: ["throws", { name: code, code }],
    calls: UNASKED,
  });
});

test("an old sandbox asks the host", async () => {
  const constants = { ...OLD, operationalEnvironment: "sandbox" };
  expect(await both(() => openSdk({ constants, answer: () => ({ value: HASH }) }))).toEqual({
    flat: ["resolves", HASH],
    spaced: ["resolves", HASH],
    calls: ASKED,
  });
});

test("outside of the app it is ERROR and UNKNOWN_ERROR", async () => {
  expect(await both(outside)).toEqual({
    flat: ["resolves", "ERROR"],
    spaced: UNKNOWN,
    calls: UNASKED,
  });
});

test("without the constants it is a TypeError, which isSupported throws too", async () => {
  const open = () => openSdk({ __appsInTossConstants: undefined });
  expect(await both(open)).toEqual({
    flat: ["rejects", TYPE_ERROR],
    spaced: ["throws", TYPE_ERROR],
    calls: UNASKED,
  });
  expect(() => open().sdk.User.getAnonymousKey.isSupported()).toThrow(TypeError);
});

test("without a version it is semver's TypeError", async () => {
  const open = () => openSdk({ constants: without("tossAppVersion") });
  expect(await both(open)).toEqual({
    flat: ["rejects", TYPE_ERROR],
    spaced: ["throws", TYPE_ERROR],
    calls: UNASKED,
  });
  expect(() => open().sdk.User.getAnonymousKey()).toThrow(
    'Invalid version. Must be a string. Got type "undefined".',
  );
});

test("it carries its least version and a test of it", () => {
  const { getAnonymousKey } = openSdk({ constants: OLD }).sdk.User;
  expect([getAnonymousKey.isSupported(), getAnonymousKey.MIN_TOSS_APP_VERSION]).toEqual([
    false,
    { android: "5.232.0", ios: "5.232.0" },
  ]);
});

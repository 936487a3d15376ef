// Tests of the pages of the stand-in for SDK 3.x: what they put on the window, in which order, and
// that the real SDK 2.10.8 and a 3.x copy get their own answers beside each other.
import { linkBridge } from "@webview-bridge/web";
import { expect, test, vi } from "vitest";
import type { Sdk } from "./sdk/sdk";
import { openHost } from "./stubHost";

const PAGES = {
  index: () => import("./index"),
  two: () => import("./two"),
  both: () => import("./both"),
  "both-reversed": () => import("./both-reversed"),
};

interface Granite {
  emit(name: string, value: unknown): void;
}

async function open(name: keyof typeof PAGES) {
  const host = openHost({ answer: (method) => ({ value: `3.x ${method}` }) });
  const set: PropertyKey[] = [];
  const page = new Proxy(host.page, {
    set: (target, key, value) => {
      set.push(key);
      return Reflect.set(target, key, value);
    },
  });
  const status = { textContent: "loading" };
  vi.stubGlobal("window", page);
  vi.stubGlobal("document", Object.assign(document, { querySelector: () => status }));
  vi.resetModules();
  await PAGES[name]();
  return { ...host, set: [...set], status: status.textContent };
}

test.each([
  ["index", ["linkBridge", "sdk"]],
  ["two", ["linkBridge", "sdk", "other"]],
  ["both", ["__GRANITE_NATIVE_EMITTER", "sdk2", "linkBridge", "sdk"]],
  ["both-reversed", ["linkBridge", "sdk", "__GRANITE_NATIVE_EMITTER", "sdk2"]],
] as const)("%s sets its globals in order and sends nothing", async (name, globals) => {
  const { set, status, messages } = await open(name);
  expect([set, status, messages]).toEqual([globals, "ready", []]);
});

test("the transport of the page is the package's own", async () => {
  const { page } = await open("index");
  expect(String(page["linkBridge"])).toBe(String(linkBridge));
});

test.each(["both", "both-reversed"] as const)(
  "on %s each line gets its own answer",
  async (name) => {
    const { page, messages } = await open(name);
    const sdk2 = page["sdk2"] as Pick<Sdk, "getNetworkStatus">;
    const sdk = page["sdk"] as Sdk;
    const pending = sdk2.getNetworkStatus();
    const newer = await sdk.getNetworkStatus();
    const { eventId } = messages[0] as unknown as { eventId: string };
    (page["__GRANITE_NATIVE_EMITTER"] as Granite).emit(
      `getNetworkStatus/resolve/${eventId}`,
      "2.x",
    );
    expect([await pending, newer, messages.map(({ type }) => type)]).toEqual([
      "2.x",
      "3.x getNetworkStatus",
      ["method", "getBridgeState", "bridge"],
    ]);
  },
);

// Tests of the stand-in for SDK 3.x: when the real transport comes to be, and what it then sends.
import { expect, test, vi } from "vitest";
import { CONSTANTS, openHost, openSdk, outcome, outside } from "./stubHost";
import { makeSdk } from "./sdk/sdk";

const ID = expect.stringMatching(/^[A-Za-z0-9]{21}$/);
const GUARD = "apps-in-toss 웹뷰 환경이 아니에요. 토스 앱 안에서만 호출할 수 있어요.";

test("evaluating the modules and making a copy touches nothing of the page", async () => {
  const touched: PropertyKey[] = [];
  const note = (_page: object, key: PropertyKey) => touched.push(key) > 0;
  const page = new Proxy({}, { get: note, set: note, has: note, defineProperty: note });
  vi.stubGlobal("window", page);
  vi.stubGlobal("document", page);
  vi.resetModules();
  const { makeSdk: makeFreshSdk } = await import("./sdk/sdk");
  makeFreshSdk();
  expect(touched).toEqual([]);
});

test("the first call asks for the state, then sends itself; later ones send only themselves", async () => {
  const { sdk, messages } = openSdk();
  await sdk.closeView();
  await sdk.openURL("https://example.com/");
  const call = (method: string, args: unknown[]) => ({
    type: "bridge",
    body: { method, eventId: ID, args },
    bridgeId: ID,
  });
  expect(messages).toEqual([
    { type: "getBridgeState", bridgeId: ID },
    call("closeView", []),
    call("openURL", [{ url: "https://example.com/" }]),
  ]);
});

test("the state is asked for again when the page becomes visible, once there is a transport", async () => {
  const { sdk, messages, becomeVisible } = openSdk();
  becomeVisible();
  await sdk.closeView();
  becomeVisible();
  expect(messages.map(({ type }) => type)).toEqual(["getBridgeState", "bridge", "getBridgeState"]);
});

test("two copies have two transports, and the old emitter's name stays the first one's", async () => {
  const { sdk, page, messages } = openSdk();
  const other = makeSdk();
  await sdk.closeView();
  const first = page["nativeEmitter"];
  await other.closeView();
  const ids = [...new Set(messages.map(({ bridgeId }) => bridgeId))];
  expect(ids).toEqual(Object.keys(page.nativeEmitterMap ?? {}));
  expect([ids.length, page["nativeEmitter"]]).toEqual([2, first]);
});

test("a missing argument travels as null where the function passes it on", async () => {
  const { sdk, calls } = openSdk();
  await sdk.getCurrentLocation();
  expect(calls().at(-1)).toEqual(["getCurrentLocation", null]);
});

test("a host that comes late is found by the next call", async () => {
  const { sdk, page } = outside();
  expect(await outcome(() => sdk.closeView())).toEqual(["throws", new Error(GUARD)]);
  const late = openHost();
  page["ReactNativeWebView"] = late.page["ReactNativeWebView"];
  void sdk.closeView();
  expect(late.calls()).toEqual([["closeView"]]);
});

test("a call with no reply stays pending", async () => {
  vi.useFakeTimers();
  const { sdk } = openSdk({ answer: () => "silence" });
  const settled = vi.fn();
  sdk.closeView().then(settled, settled);
  await vi.advanceTimersByTimeAsync(3_600_000);
  vi.useRealTimers();
  expect(settled).not.toHaveBeenCalled();
});

test.each([
  ["no list", undefined],
  ["an empty list", []],
  ["a list without the method", ["share"]],
  ["a list with the method", ["closeView"]],
])("%s of the host's methods decides nothing", async (_name, methods) => {
  const { sdk, calls } = openSdk({ __bridgeMethods__: methods });
  await sdk.closeView();
  expect(calls()).toEqual([["closeView"]]);
});

test.each([["share", "share"], ["store"], ["loose"]])(
  "a list of the host's methods with %s in it makes every call throw",
  async (...methods) => {
    const { sdk } = openSdk({ __bridgeMethods__: methods });
    for (const act of [sdk.closeView, sdk.appLogin]) {
      expect((await outcome(act))[0]).toBe("throws");
    }
  },
);

test("the app's constants are read anew at each use", () => {
  const { sdk, page } = openSdk({ constants: { ...CONSTANTS, locale: "ko-KR" } });
  const before = [sdk.getLocale(), sdk.Device.locale];
  page["__appsInTossConstants"] = { locale: "en-US" };
  expect([before, sdk.getLocale(), sdk.Device.locale]).toEqual([
    ["ko-KR", "ko-KR"],
    "en-US",
    "en-US",
  ]);
});

test("an absent constant is undefined; an absent object throws", () => {
  const { sdk, page } = openSdk({ constants: {} });
  expect([sdk.getDeviceId(), sdk.loadFullScreenAd.isSupported()]).toEqual([undefined, undefined]);
  page["__appsInTossConstants"] = undefined;
  expect(() => sdk.getDeviceId()).toThrow(TypeError);
  expect(() => sdk.loadFullScreenAd.isSupported()).toThrow(TypeError);
});

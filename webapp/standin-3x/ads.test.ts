// Tests of the stand-in for SDK 3.x: ads, and what becomes of banners without the host's object.
import { expect, test, vi } from "vitest";
import type { Sdk } from "./sdk/sdk";
import { CONSTANTS, openSdk } from "./stubHost";

const MISSING = "[toss-ad] Failed to find injected sdk by host.";

function load(answer: Parameters<typeof openSdk>[0]) {
  const host = openSdk(answer);
  const heard: unknown[] = [];
  const cleanup = host.sdk.GoogleAdMob.loadAppsInTossAdMob({
    options: { adGroupId: "g" },
    onEvent: (event) => heard.push(event),
    onError: (reason) => heard.push(["error", reason]),
  });
  return { ...host, heard, cleanup };
}

test("loading is a call, whose result is the one event; its cleanup sends nothing", async () => {
  const { calls, heard, cleanup } = load({ answer: () => ({ value: { adUnitId: "u" } }) });
  await vi.waitFor(() => expect(heard).toEqual([{ type: "loaded", data: { adUnitId: "u" } }]));
  cleanup();
  expect(calls()).toEqual([["loadAppsInTossAdmob", { adGroupId: "g" }]]);
});

test("a load that fails is an error", async () => {
  const { heard } = load({ answer: () => ({ error: true }) });
  await vi.waitFor(() => expect(heard).toEqual([["error", true]]));
});

const FLAGS: Record<string, (sdk: Sdk) => { isSupported(): boolean }> = {
  isLoadAppsInTossAdmobSupported: (sdk) => sdk.GoogleAdMob.loadAppsInTossAdMob,
  isShowAppsInTossAdmobSupported: (sdk) => sdk.GoogleAdMob.showAppsInTossAdMob,
  isGetCachedStatusAppsInTossAdmobSupported: (sdk) => sdk.GoogleAdMob.isAppsInTossAdMobLoaded,
  isLoadFullScreenAdSupported: (sdk) => sdk.loadFullScreenAd,
  isShowFullScreenAdSupported: (sdk) => sdk.showFullScreenAd,
  isFetchAlbumItemsSupported: (sdk) => sdk.fetchAlbumItems,
  isOpenPDFViewerSupported: (sdk) => sdk.openPDFViewer,
  isGetServerTimeSupported: (sdk) => sdk.getServerTime,
  isRequestReviewSupported: (sdk) => sdk.requestReview,
  isRequestTossPayPaysBillingSupported: (sdk) => sdk.requestTossPayPaysBilling,
  isGetConsentedUserDataSupported: (sdk) => sdk.getConsentedUserData,
  isGetDeclaredAgeRangeSupported: (sdk) => sdk.getDeclaredAgeRange,
};

test.each(Object.entries(FLAGS))("isSupported is the plain value of %s", (flag, find) => {
  const { sdk, page } = openSdk();
  const read = [true, false, undefined].map((value) => {
    page["__appsInTossConstants"] = { ...CONSTANTS, [flag]: value };
    return find(sdk).isSupported();
  });
  expect(read).toEqual([true, false, undefined]);
});

const members = ({ TossAds }: Sdk) => [
  TossAds.initialize,
  TossAds.attach,
  TossAds.attachBanner,
  TossAds.destroy,
  TossAds.destroyAll,
];

test.each([
  ["no object", undefined],
  ["an object without ads", {}],
])("with %s everything fails through its callbacks", (_name, injected) => {
  const { sdk, messages } = openSdk({ __appsInToss: injected });
  const failures: unknown[] = [];
  const callbacks = {
    onInitializationFailed: (error: Error) => failures.push(error),
    onAdFailedToRender: (payload: unknown) => failures.push(payload),
  };
  sdk.TossAds.initialize({ callbacks });
  sdk.TossAds.attach("g", "#ad", { callbacks });
  sdk.TossAds.attachBanner("g", "#ad", { callbacks }).destroy();
  sdk.TossAds.destroy("slot");
  sdk.TossAds.destroyAll();
  const failed = {
    slotId: "",
    adGroupId: "g",
    adMetadata: {},
    error: { code: 0, message: MISSING },
  };
  expect([failures, members(sdk).map((member) => member.isSupported()), messages]).toEqual([
    [new Error(MISSING), failed, failed],
    [false, false, false, false, false],
    [],
  ]);
});

test("without callbacks the missing object is no throw", () => {
  const { sdk } = openSdk();
  sdk.TossAds.initialize({});
  sdk.TossAds.attach("g", "#ad");
  expect(sdk.TossAds.attachBanner("g", "#ad")).toEqual({ destroy: expect.any(Function) });
});

function inject({ isSupported = true }: { isSupported?: boolean } = {}) {
  const asked: unknown[][] = [];
  const handle = { destroy: () => {} };
  const note =
    (name: string, result?: unknown) =>
    (...args: unknown[]) => {
      asked.push([name, ...args]);
      return result;
    };
  const ads = {
    initialize: Object.assign(note("initialize"), { isSupported: () => isSupported }),
    attach: note("attach"),
    attachBanner: note("attachBanner", handle),
    destroy: note("destroy"),
    destroyAll: note("destroyAll"),
  };
  return { ...openSdk({ __appsInToss: { ads } }), asked, handle };
}

test("the host's object is handed everything, and the version of the SDK", () => {
  const { sdk, asked, handle, messages } = inject();
  const callbacks = { onInitialized: () => {} };
  sdk.TossAds.initialize({ callbacks });
  sdk.TossAds.attach("g", "#ad");
  const attached = sdk.TossAds.attachBanner(" g ", "#ad", { callbacks: {} });
  sdk.TossAds.destroy("slot");
  sdk.TossAds.destroyAll();
  expect(attached).toBe(handle);
  expect([asked, messages]).toEqual([
    [
      ["initialize", { callbacks, sdkVersion: "3.6.0" }],
      ["attach", "g", "#ad", {}],
      ["attachBanner", " g ", "#ad", { callbacks: {} }],
      ["destroy", "slot"],
      ["destroyAll"],
    ],
    [],
  ]);
});

test.each([true, false])("all five ask the host's initialize: %s", (isSupported) => {
  const { sdk } = inject({ isSupported });
  expect(members(sdk).map((member) => member.isSupported())).toEqual(Array(5).fill(isSupported));
});

test("a host's object that cannot be asked makes isSupported throw", () => {
  const { sdk } = openSdk({ __appsInToss: { ads: { initialize: () => {} } } });
  for (const member of members(sdk)) expect(() => member.isSupported()).toThrow(TypeError);
});

test("a throw of the host's object goes to the same callbacks", () => {
  const broken = () => {
    throw new Error("broken");
  };
  const ads = { initialize: broken, attach: broken, attachBanner: broken };
  const { sdk } = openSdk({ __appsInToss: { ads } });
  const failures: unknown[] = [];
  const callbacks = {
    onInitializationFailed: ({ message }: Error) => failures.push(message),
    onAdFailedToRender: (payload: unknown) =>
      failures.push((payload as { error: { message: string } }).error.message),
  };
  sdk.TossAds.initialize({ callbacks });
  sdk.TossAds.attach("g", "#ad", { callbacks });
  sdk.TossAds.attachBanner("g", "#ad", { callbacks });
  expect(failures).toEqual(["broken", "broken", "broken"]);
});

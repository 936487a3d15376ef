// Tests of the stand-in for SDK 3.x: what an old Toss app, or a flag that is off, does to each function.
import { afterEach, expect, test, vi } from "vitest";
import type { Sdk } from "./sdk/sdk";
import { CONSTANTS, openSdk, outcome } from "./stubHost";

const APP = "UNSUPPORTED_APP_VERSION";
const OS = "UNSUPPORTED_OS_VERSION";
const LISTENING = { options: {}, onEvent: () => {}, onError: () => {} };
const PURCHASE = { ...LISTENING, options: { sku: "gold", processProductGrant: () => true } };

const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
afterEach(() => warn.mockClear());

const at = (tossAppVersion: unknown, more: object = {}) =>
  openSdk({ constants: { ...CONSTANTS, tossAppVersion, ...more } });

const before = (version: string) => {
  const [major, minor, patch] = version.split(".").map(Number) as [number, number, number];
  return patch > 0 ? `${major}.${minor}.${patch - 1}` : `${major}.${minor - 1}.9`;
};

const codeOf = ([how, reason]: [string, unknown]) => {
  const { name, code } = reason as { name?: string; code?: string };
  return { how, name, code };
};

test.each([
  ["5.232.0", true],
  ["5.232", true],
  ["5.232.0-rc1", true],
  ["v5.240.1", true],
  ["5.231.9", false],
  ["4", false],
])("of version %s it is %s that it has what 5.232.0 brought", (version, isSupported) => {
  const { sdk } = at(version);
  expect(sdk.isMinVersionSupported({ android: "5.232.0", ios: "5.232.0" })).toBe(isSupported);
});

test.each([
  ["newest", "Invalid Version: newest"],
  [undefined, 'Invalid version. Must be a string. Got type "undefined".'],
])("version %s is semver's TypeError", (version, message) => {
  const { sdk } = at(version);
  expect(() => sdk.isMinVersionSupported({ ios: "5.232.0" })).toThrow(new TypeError(message));
});

test.each([
  ["ios", { ios: "5.0.0", android: "9.0.0" }, true],
  ["android", { ios: "5.0.0", android: "9.0.0" }, false],
  ["web", { ios: "9.0.0", android: "5.0.0" }, true],
  ["ios", { android: "5.0.0" }, false],
  ["ios", { ios: "always" }, true],
  ["ios", { ios: "never" }, false],
] as const)("platform %s reads its own column of %o: %s", (platformOS, versions, isSupported) => {
  const { sdk } = at("5.232.0", { platformOS });
  expect(sdk.isMinVersionSupported(versions)).toBe(isSupported);
});

test("a sandbox has everything, whatever the version", () => {
  const { sdk } = at(undefined, { operationalEnvironment: "sandbox" });
  expect([
    sdk.isMinVersionSupported({ ios: "never" }),
    sdk.isMinVersionSupported({ android: "9.9.9" }),
  ]).toEqual([true, true]);
});

type Act = (sdk: Sdk) => unknown;
type Flat = [android: string, ios: string, warns: boolean, act: Act];

const FLAT: Record<string, Flat> = {
  getAnonymousKey: ["5.232.0", "5.232.0", false, (sdk) => sdk.getAnonymousKey()],
  grantPromotionReward: [
    "5.232.0",
    "5.232.0",
    false,
    (sdk) => sdk.grantPromotionReward({ params: {} }),
  ],
  getGameCenterGameProfile: ["5.221.0", "5.221.0", false, (sdk) => sdk.getGameCenterGameProfile()],
  openGameCenterLeaderboard: [
    "5.221.0",
    "5.221.0",
    false,
    (sdk) => sdk.openGameCenterLeaderboard(),
  ],
  submitGameCenterLeaderBoardScore: [
    "5.221.0",
    "5.221.0",
    false,
    (sdk) => sdk.submitGameCenterLeaderBoardScore({ score: "1" }),
  ],
  setDeviceOrientation: [
    "5.215.0",
    "5.215.0",
    false,
    (sdk) => sdk.setDeviceOrientation({ type: "landscape" }),
  ],
  saveBase64Data: ["5.218.0", "5.216.0", true, (sdk) => sdk.saveBase64Data({})],
  appsInTossSignTossCert: ["5.233.0", "5.233.0", true, (sdk) => sdk.appsInTossSignTossCert({})],
  getIsTossLoginIntegratedService: [
    "5.237.0",
    "5.237.0",
    false,
    (sdk) => sdk.getIsTossLoginIntegratedService(),
  ],
};

const FLAT_ROWS = Object.entries(FLAT).flatMap(([name, [android, ios, warns, act]]) => [
  { name, platformOS: "android", version: android, warns, act },
  { name, platformOS: "ios", version: ios, warns, act },
]);

test.each(FLAT_ROWS)(
  "$name on $platformOS is undefined and sends nothing before $version",
  async ({ platformOS, version, warns, act }) => {
    const old = at(before(version), { platformOS });
    const result = await outcome(() => act(old.sdk));
    const warnings = warn.mock.calls.length;
    const recent = at(version, { platformOS });
    await act(recent.sdk);
    expect([result, old.calls(), warnings, recent.calls().length]).toEqual([
      ["resolves", undefined],
      [],
      warns ? 1 : 0,
      1,
    ]);
  },
);

test.each(["android", "ios"])("contactsViral on %s is nothing before 5.223.0", (platformOS) => {
  const old = at("5.222.9", { platformOS });
  old.sdk.contactsViral(LISTENING)();
  const recent = at("5.223.0", { platformOS });
  recent.sdk.contactsViral(LISTENING);
  expect([old.calls(), recent.calls().length]).toEqual([[], 1]);
});

test.each<[string, boolean, Act]>([
  ["isGetConsentedUserDataSupported", false, (sdk) => sdk.getConsentedUserData({})],
  [
    "isRequestTossPayPaysBillingSupported",
    true,
    (sdk) => sdk.requestTossPayPaysBilling({ params: {} }),
  ],
])("with %s off the flat function is undefined and sends nothing", async (flag, warns, act) => {
  const { sdk, calls } = at("5.270.0", { [flag]: false });
  expect([await outcome(() => act(sdk)), calls(), warn.mock.calls.length]).toEqual([
    ["resolves", undefined],
    [],
    warns ? 1 : 0,
  ]);
});

const UNGATED: Record<string, Act> = {
  getServerTime: (sdk) => sdk.getServerTime().catch(() => {}),
  openPDFViewer: (sdk) => sdk.openPDFViewer({}),
  fetchAlbumItems: (sdk) => sdk.fetchAlbumItems(),
  requestReview: (sdk) => sdk.requestReview(),
  getDeclaredAgeRange: (sdk) => sdk.getDeclaredAgeRange({}),
  requestNotificationAgreement: (sdk) => sdk.requestNotificationAgreement(LISTENING),
  loadFullScreenAd: (sdk) => sdk.loadFullScreenAd(LISTENING),
  showFullScreenAd: (sdk) => sdk.showFullScreenAd(LISTENING),
  "GoogleAdMob.loadAppsInTossAdMob": (sdk) => sdk.GoogleAdMob.loadAppsInTossAdMob(LISTENING),
  "GoogleAdMob.showAppsInTossAdMob": (sdk) => sdk.GoogleAdMob.showAppsInTossAdMob(LISTENING),
  "User.createAnonymousKeyAuthCode": (sdk) => sdk.User.createAnonymousKeyAuthCode(),
  "Game.subscribeInfoOverlayHidden": (sdk) => sdk.Game.subscribeInfoOverlayHidden(LISTENING),
};

test.each(Object.entries(UNGATED))("%s is sent by the oldest app with no flag", async (_, act) => {
  const { sdk, calls } = openSdk({ constants: { tossAppVersion: "1.0.0" } });
  await act(sdk);
  expect(calls().length).toBe(1);
});

interface Member {
  (...args: never[]): unknown;
  readonly isSupported: () => boolean;
  readonly MIN_TOSS_APP_VERSION?: object;
  readonly MIN_OS_VERSION?: object;
}
type Spaced = [android: string, ios: string, find: (sdk: Sdk) => Member, arg?: unknown];

const BY_VERSION: Record<string, Spaced> = {
  "IAP.createOneTimePurchaseOrder": [
    "5.219.0",
    "5.219.0",
    (sdk) => sdk.IAP.createOneTimePurchaseOrder,
    PURCHASE,
  ],
  "IAP.createSubscriptionPurchaseOrder": [
    "5.248.0",
    "5.249.0",
    (sdk) => sdk.IAP.createSubscriptionPurchaseOrder,
    PURCHASE,
  ],
  "IAP.getProductItemList": ["5.219.0", "5.219.0", (sdk) => sdk.IAP.getProductItemList],
  "IAP.getPendingOrders": ["5.234.0", "5.231.0", (sdk) => sdk.IAP.getPendingOrders],
  "IAP.getCompletedOrRefundedOrders": [
    "5.231.0",
    "5.231.0",
    (sdk) => sdk.IAP.getCompletedOrRefundedOrders,
  ],
  "IAP.completeProductGrant": ["5.233.0", "5.233.0", (sdk) => sdk.IAP.completeProductGrant, {}],
  "IAP.getSubscriptionInfo": ["5.253.0", "5.250.0", (sdk) => sdk.IAP.getSubscriptionInfo, {}],
  "Game.getUserProfile": ["5.221.0", "5.221.0", (sdk) => sdk.Game.getUserProfile],
  "Game.openLeaderboard": ["5.221.0", "5.221.0", (sdk) => sdk.Game.openLeaderboard],
  "Game.setLeaderboardScore": ["5.221.0", "5.221.0", (sdk) => sdk.Game.setLeaderboardScore, {}],
  "File.saveBase64": ["5.218.0", "5.216.0", (sdk) => sdk.File.saveBase64, {}],
  "Screen.setOrientation": ["5.215.0", "5.215.0", (sdk) => sdk.Screen.setOrientation, {}],
  "Notification.requestAgreement": [
    "5.255.0",
    "5.255.0",
    (sdk) => sdk.Notification.requestAgreement,
    LISTENING,
  ],
  "Promotion.grantReward": ["5.232.0", "5.232.0", (sdk) => sdk.Promotion.grantReward, {}],
  "Promotion.openContactsInvite": [
    "5.223.0",
    "5.223.0",
    (sdk) => sdk.Promotion.openContactsInvite,
    LISTENING,
  ],
  "TossAuth.isIntegrated": ["5.237.0", "5.237.0", (sdk) => sdk.TossAuth.isIntegrated],
  "TossAuth.sign": ["5.233.0", "5.233.0", (sdk) => sdk.TossAuth.sign, {}],
  "User.getAnonymousKey": ["5.232.0", "5.232.0", (sdk) => sdk.User.getAnonymousKey],
};

const call = (member: Member, arg: unknown) =>
  outcome(() => (member as unknown as (arg: unknown) => unknown)(arg));

test.each(
  Object.entries(BY_VERSION).flatMap(([name, [android, ios, find, arg]]) => [
    { name, platformOS: "android", version: android, versions: { android, ios }, find, arg },
    { name, platformOS: "ios", version: ios, versions: { android, ios }, find, arg },
  ]),
)(
  "$name on $platformOS throws before $version",
  async ({ platformOS, version, versions, find, arg }) => {
    const old = at(before(version), { platformOS });
    const member = find(old.sdk);
    const result = codeOf(await call(member, arg));
    const { isSupported, MIN_TOSS_APP_VERSION } = member;
    expect([result, isSupported(), MIN_TOSS_APP_VERSION, old.messages]).toEqual([
      { how: "throws", name: APP, code: APP },
      false,
      versions,
      [],
    ]);
    expect(find(at(version, { platformOS }).sdk).isSupported()).toBe(true);
  },
);

const BY_FLAG: Record<string, [string, (sdk: Sdk) => Member, string?]> = {
  "Device.getAlbumItems": ["isFetchAlbumItemsSupported", (sdk) => sdk.Device.getAlbumItems],
  "File.openPDFViewer": ["isOpenPDFViewerSupported", (sdk) => sdk.File.openPDFViewer, "5.261.0"],
  "Environment.getServerTime": [
    "isGetServerTimeSupported",
    (sdk) => sdk.Environment.getServerTime,
    "5.245.0",
  ],
  "Review.request": ["isRequestReviewSupported", (sdk) => sdk.Review.request, "5.253.0"],
  "TossPay.authorizeSubscription": [
    "isRequestTossPayPaysBillingSupported",
    (sdk) => sdk.TossPay.authorizeSubscription,
    "5.256.0",
  ],
  "User.getConsentedData": [
    "isGetConsentedUserDataSupported",
    (sdk) => sdk.User.getConsentedData,
    "5.264.0",
  ],
  "Storage.getItems": ["isGetStorageItemsSupported", (sdk) => sdk.Storage.getItems, "5.270.0"],
  "Storage.setItems": ["isSetStorageItemsSupported", (sdk) => sdk.Storage.setItems, "5.270.0"],
};

test.each(
  Object.entries(BY_FLAG).flatMap(([name, [flag, find, version]]) =>
    [false, undefined].map((value) => ({ name, flag, value, find, version })),
  ),
)("$name throws where $flag is $value, also in a sandbox", async (row) => {
  const versions = row.version && { android: row.version, ios: row.version };
  for (const operationalEnvironment of ["toss", "sandbox"]) {
    const more = { [row.flag]: row.value, operationalEnvironment };
    const { sdk, messages } = at("9.9.9", more);
    const member = row.find(sdk);
    const result = codeOf(await call(member, {}));
    expect([result, member.isSupported(), member.MIN_TOSS_APP_VERSION, messages]).toEqual([
      { how: "throws", name: APP, code: APP },
      row.value,
      versions,
      [],
    ]);
  }
});

test.each(Object.entries(BY_FLAG))("%s heeds the flag alone", async (_, [, find]) => {
  const { sdk, calls } = at("1.0.0");
  await call(find(sdk), {});
  expect(calls().length).toBe(1);
});

test.each([
  ["an Android device", "5.266.0", { platformOS: "android" }, "throws", OS],
  ["an old app", "5.265.9", {}, "throws", APP],
  ["the flag off", "5.266.0", { isGetDeclaredAgeRangeSupported: false }, "throws", OS],
  ["a new app", "5.266.0", {}, "resolves", undefined],
  ["an old sandbox", "1.0.0", { operationalEnvironment: "sandbox" }, "resolves", undefined],
  [
    "an Android sandbox",
    "5.266.0",
    { platformOS: "android", operationalEnvironment: "sandbox" },
    "throws",
    OS,
  ],
])("User.getDeclaredAgeRange with %s", async (_name, version, more, how, code) => {
  const { sdk } = openSdk({
    constants: { ...CONSTANTS, tossAppVersion: version, ...more },
    answer: () => ({ value: {} }),
  });
  const { getDeclaredAgeRange } = sdk.User;
  expect([codeOf(await call(getDeclaredAgeRange, {})), getDeclaredAgeRange.MIN_OS_VERSION]).toEqual(
    [{ how, name: code, code }, { ios: "26.0" }],
  );
});

test.each<[string, object, string, (sdk: Sdk) => Member]>([
  ["the same for both", {}, "토스 앱 5.219.0 이상", (sdk) => sdk.IAP.getProductItemList],
  [
    "each platform's",
    {},
    "토스 앱 Android 5.234.0, iOS 5.231.0 이상",
    (sdk) => sdk.IAP.getPendingOrders,
  ],
  [
    "none, as none is known",
    { isFetchAlbumItemsSupported: false },
    "토스 앱을 업데이트",
    (sdk) => sdk.Device.getAlbumItems,
  ],
  [
    "the system's",
    { platformOS: "android" },
    "iOS 26.0 이상",
    (sdk) => sdk.User.getDeclaredAgeRange,
  ],
])("the message names the version: %s", async (_name, more, text, find) => {
  const [, reason] = await call(find(at("1.0.0", more).sdk), {});
  expect((reason as Error).message).toContain(text);
});

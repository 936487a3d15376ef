// Tests of the stand-in for SDK 3.x: what each function that is one call sends, and what it makes of
// the reply.
import { expect, test } from "vitest";
import type { Sdk } from "./sdk/sdk";
import { openSdk } from "./stubHost";

type Row = [sent: unknown[], act: (sdk: Sdk) => unknown, spaced?: (sdk: Sdk) => unknown];

/** Each resolves to the reply as it is. */
const VERBATIM: Record<string, Row> = {
  appLogin: [["appLogin"], (sdk) => sdk.appLogin(), (sdk) => sdk.TossAuth.login()],
  getIsTossLoginIntegratedService: [
    ["getIsTossLoginIntegratedService"],
    (sdk) => sdk.getIsTossLoginIntegratedService(),
    (sdk) => sdk.TossAuth.isIntegrated(),
  ],
  "User.createAnonymousKeyAuthCode": [
    ["createAnonymousKeyAuthCode"],
    (sdk) => sdk.User.createAnonymousKeyAuthCode(),
  ],
  getConsentedUserData: [
    ["getConsentedUserData", { a: 1 }],
    (sdk) => sdk.getConsentedUserData({ a: 1 }),
    (sdk) => sdk.User.getConsentedData({ a: 1 }),
  ],
  getDeclaredAgeRange: [
    ["getDeclaredAgeRange", { a: 1 }],
    (sdk) => sdk.getDeclaredAgeRange({ a: 1 }),
    (sdk) => sdk.User.getDeclaredAgeRange({ a: 1 }),
  ],
  "Storage.getItem": [["getStorageItem", { key: "k" }], (sdk) => sdk.Storage.getItem("k")],
  "Storage.setItem": [
    ["setStorageItem", { key: "k", value: "v" }],
    (sdk) => sdk.Storage.setItem("k", "v"),
  ],
  "Storage.removeItem": [["removeStorageItem", { key: "k" }], (sdk) => sdk.Storage.removeItem("k")],
  "Storage.clearItems": [["clearStorage"], (sdk) => sdk.Storage.clearItems()],
  "Storage.getItems": [["getStorageItems", { keys: ["k"] }], (sdk) => sdk.Storage.getItems(["k"])],
  "Storage.setItems": [
    ["setStorageItems", { items: [{ key: "k", value: "v" }] }],
    (sdk) => sdk.Storage.setItems([{ key: "k", value: "v" }]),
  ],
  fetchAlbumItems: [
    ["fetchAlbumItems", {}],
    (sdk) => sdk.fetchAlbumItems(),
    (sdk) => sdk.Device.getAlbumItems(),
  ],
  "fetchAlbumItems with options": [
    ["fetchAlbumItems", { maxCount: 2 }],
    (sdk) => sdk.fetchAlbumItems({ maxCount: 2 }),
    (sdk) => sdk.Device.getAlbumItems({ maxCount: 2 }),
  ],
  generateHapticFeedback: [
    ["generateHapticFeedback", { type: "tap" }],
    (sdk) => sdk.generateHapticFeedback({ type: "tap" }),
    (sdk) => sdk.Device.triggerHaptic({ type: "tap" }),
  ],
  openURL: [["openURL", { url: "u" }], (sdk) => sdk.openURL("u"), (sdk) => sdk.Device.openURL("u")],
  getPermission: [
    ["getPermission", { name: "camera", access: "access" }],
    (sdk) => sdk.getPermission({ name: "camera", access: "access" }),
  ],
  requestPermission: [
    ["requestPermission", { name: "camera", access: "access" }],
    (sdk) => sdk.requestPermission({ name: "camera", access: "access" }),
  ],
  openPermissionDialog: [
    ["openPermissionDialog", { name: "camera", access: "access" }],
    (sdk) => sdk.openPermissionDialog({ name: "camera", access: "access" }),
  ],
  getNetworkStatus: [
    ["getNetworkStatus"],
    (sdk) => sdk.getNetworkStatus(),
    (sdk) => sdk.Environment.getNetworkStatus(),
  ],
  openPDFViewer: [
    ["openPDFViewer", { url: "u" }],
    (sdk) => sdk.openPDFViewer({ url: "u" }),
    (sdk) => sdk.File.openPDFViewer({ url: "u" }),
  ],
  getGameCenterGameProfile: [
    ["getGameCenterGameProfile"],
    (sdk) => sdk.getGameCenterGameProfile(),
    (sdk) => sdk.Game.getUserProfile(),
  ],
  openGameCenterLeaderboard: [
    ["openGameCenterLeaderboard"],
    (sdk) => sdk.openGameCenterLeaderboard(),
    (sdk) => sdk.Game.openLeaderboard(),
  ],
  submitGameCenterLeaderBoardScore: [
    ["submitGameCenterLeaderBoardScore", { score: "1" }],
    (sdk) => sdk.submitGameCenterLeaderBoardScore({ score: "1" }),
    (sdk) => sdk.Game.setLeaderboardScore({ score: "1" }),
  ],
  share: [
    ["share", { message: "m" }],
    (sdk) => sdk.share({ message: "m" }),
    (sdk) => sdk.Share.sendMessage({ message: "m" }),
  ],
  closeView: [["closeView"], (sdk) => sdk.closeView(), (sdk) => sdk.Screen.close()],
  setScreenAwakeMode: [
    ["setScreenAwakeMode", { enabled: true }],
    (sdk) => sdk.setScreenAwakeMode({ enabled: true }),
    (sdk) => sdk.Screen.setAwakeMode({ enabled: true }),
  ],
  setSecureScreen: [
    ["setSecureScreen", { enabled: true }],
    (sdk) => sdk.setSecureScreen({ enabled: true }),
    (sdk) => sdk.Screen.setSecure({ enabled: true }),
  ],
  setIosSwipeGestureEnabled: [
    ["setIosSwipeGestureEnabled", { isEnabled: true }],
    (sdk) => sdk.setIosSwipeGestureEnabled({ isEnabled: true }),
    (sdk) => sdk.Screen.setIosSwipeBack({ isEnabled: true }),
  ],
  setDeviceOrientation: [
    ["setDeviceOrientation", { type: "landscape" }],
    (sdk) => sdk.setDeviceOrientation({ type: "landscape" }),
    (sdk) => sdk.Screen.setOrientation({ type: "landscape" }),
  ],
  requestReview: [
    ["requestMiniAppReview"],
    (sdk) => sdk.requestReview(),
    (sdk) => sdk.Review.request(),
  ],
  checkoutPayment: [
    ["checkoutPayment", { payToken: "t" }],
    (sdk) => sdk.checkoutPayment({ params: { payToken: "t" } }),
    (sdk) => sdk.TossPay.authorize({ payToken: "t" }),
  ],
  "TossPay.checkoutPayment": [
    ["checkoutPayment", { payToken: "t" }],
    (sdk) => sdk.TossPay.checkoutPayment({ params: { payToken: "t" } }),
  ],
  requestTossPayPaysBilling: [
    ["requestTossPayPaysBilling", { wrappedToken: "t" }],
    (sdk) => sdk.requestTossPayPaysBilling({ params: { wrappedToken: "t" } }),
    (sdk) => sdk.TossPay.authorizeSubscription({ wrappedToken: "t" }),
  ],
  "TossPay.requestTossPayPaysBilling": [
    ["requestTossPayPaysBilling", { wrappedToken: "t" }],
    (sdk) => sdk.TossPay.requestTossPayPaysBilling({ params: { wrappedToken: "t" } }),
  ],
  "IAP.getProductItemList": [["iapGetProductItemList"], (sdk) => sdk.IAP.getProductItemList()],
  "IAP.getPendingOrders": [["getPendingOrders"], (sdk) => sdk.IAP.getPendingOrders()],
  "IAP.getCompletedOrRefundedOrders drops the caller's key": [
    ["getCompletedOrRefundedOrders", {}],
    (sdk) => sdk.IAP.getCompletedOrRefundedOrders({ key: "next" }),
  ],
  "IAP.completeProductGrant": [
    ["completeProductGrant", { orderId: "o" }],
    (sdk) => sdk.IAP.completeProductGrant({ params: { orderId: "o" } }),
  ],
  "IAP.getSubscriptionInfo": [
    ["getSubscriptionInfo", { params: { orderId: "o" } }],
    (sdk) => sdk.IAP.getSubscriptionInfo({ params: { orderId: "o" } }),
  ],
  "GoogleAdMob.isAppsInTossAdMobLoaded": [
    ["getCachedStatusAppsInTossAdmob", { adGroupId: "g" }],
    (sdk) => sdk.GoogleAdMob.isAppsInTossAdMobLoaded({ adGroupId: "g" }),
  ],
  eventLog: [
    ["eventLog", { log_name: "n", log_type: "info", params: { count: 1 } }],
    (sdk) => sdk.eventLog({ log_name: "n", log_type: "info", params: { count: 1 } }),
    (sdk) => sdk.Analytics.log({ log_name: "n", log_type: "info", params: { count: 1 } }),
  ],
  "partner.addAccessoryButton": [
    ["addAccessoryButton", { id: "heart" }],
    (sdk) => sdk.partner.addAccessoryButton({ id: "heart" }),
  ],
  "partner.removeAccessoryButton": [
    ["removeAccessoryButton"],
    (sdk) => sdk.partner.removeAccessoryButton(),
  ],
};

const ROWS = Object.entries(VERBATIM).flatMap(([name, [sent, act, spaced]]) => [
  { name, sent, act },
  ...(spaced ? [{ name: `${name}, namespaced,`, sent, act: spaced }] : []),
]);

test.each(ROWS)("$name is one call, and its reply comes back as it is", async ({ sent, act }) => {
  const reply = { any: "reply" };
  const { sdk, calls } = openSdk({ answer: () => ({ value: reply }) });
  const result = await act(sdk);
  expect(calls()).toEqual([sent]);
  expect(result).toBe(reply);
});

const CHANGED: Record<string, [reply: unknown, result: unknown, sent: unknown[], Row[1]]> = {
  getServerTime: [{ serverTime: 7 }, 7, ["getServerTime"], (sdk) => sdk.getServerTime()],
  "Environment.getServerTime": [
    { serverTime: 7 },
    7,
    ["getServerTime"],
    (sdk) => sdk.Environment.getServerTime(),
  ],
  saveBase64Data: [
    "any",
    undefined,
    ["saveBase64Data", { data: "" }],
    (sdk) => sdk.saveBase64Data({ data: "" }),
  ],
  "File.saveBase64": [
    "any",
    undefined,
    ["saveBase64Data", { data: "" }],
    (sdk) => sdk.File.saveBase64({ data: "" }),
  ],
  appsInTossSignTossCert: [
    "any",
    undefined,
    ["appsInTossSignTossCert", { txId: "1" }],
    (sdk) => sdk.appsInTossSignTossCert({ txId: "1" }),
  ],
  "TossAuth.sign": [
    "any",
    undefined,
    ["appsInTossSignTossCert", { txId: "1" }],
    (sdk) => sdk.TossAuth.sign({ txId: "1" }),
  ],
};

test.each(Object.entries(CHANGED))(
  "%s changes the reply",
  async (_, [value, result, sent, act]) => {
    const { sdk, calls } = openSdk({ answer: () => ({ value }) });
    expect([await act(sdk), calls()]).toEqual([result, [sent]]);
  },
);

test.each([
  ["5.240.0", "android", { url: "intoss://a/b", ogImageUrl: "https://i" }, "https://t/l?x=1"],
  ["5.239.0", "ios", { url: "intoss://a/b", ogImageUrl: "https://i" }, "https://t/l?x=1"],
  ["5.239.9", "android", {}, undefined],
  ["5.238.9", "ios", {}, undefined],
])("the share link of %s on %s", async (tossAppVersion, platformOS, sent, whole) => {
  const path = "intoss://a/b";
  const encoded = encodeURIComponent(path);
  const composed = `https://t/l?x=1&deep_link_value=${encoded}&af_dp=${encoded}`;
  for (const act of [
    (sdk: Sdk) => sdk.getTossShareLink(path, "https://i"),
    (sdk: Sdk) => sdk.Share.createLink({ path, ogImageUrl: "https://i" }),
  ]) {
    const { sdk, calls } = openSdk({
      constants: { tossAppVersion, platformOS },
      answer: () => ({ value: { shareLink: "https://t/l?x=1" } }),
    });
    expect([await act(sdk), calls()]).toEqual([whole ?? composed, [["getTossShareLink", sent]]]);
  }
});

test("a share link without an image has no member for one", async () => {
  const { sdk, calls } = openSdk({ answer: () => ({ value: { shareLink: "https://t/l" } }) });
  await sdk.getTossShareLink("intoss://a");
  expect(Object.keys(calls()[0]![1] as object)).toEqual(["url"]);
});

test("constants are read through functions, and through properties of the namespaces", () => {
  const constants = {
    locale: "ko-KR",
    platformOS: "ios",
    operationalEnvironment: "toss",
    tossAppVersion: "5.270.0",
    schemeUri: "intoss://a",
    deploymentId: "d",
    deviceId: "device",
    groupId: "g",
    appsInTossGlobals: { brandDisplayName: "n" },
    safeAreaInsets: { top: 1, right: 2, bottom: 3, left: 4 },
  };
  const { sdk } = openSdk({ constants });
  const { Device, Environment } = sdk;
  expect({
    locale: [sdk.getLocale(), Device.locale],
    platformOS: [sdk.getPlatformOS(), Device.os],
    operationalEnvironment: [sdk.getOperationalEnvironment(), Environment.environment],
    tossAppVersion: [sdk.getTossAppVersion(), Environment.tossAppVersion],
    schemeUri: [sdk.getSchemeUri(), Environment.initialURL],
    deploymentId: [sdk.env.getDeploymentId(), Environment.deploymentId],
    deviceId: [sdk.getDeviceId(), Environment.deviceId],
    groupId: [sdk.getGroupId(), Environment.groupId],
    safeAreaInsets: [sdk.getSafeAreaInsets(), sdk.SafeArea.get(), sdk.SafeAreaInsets.get()],
    globals: sdk.getAppsInTossGlobals(),
  }).toEqual({
    locale: ["ko-KR", "ko-KR"],
    platformOS: ["ios", "ios"],
    operationalEnvironment: ["toss", "toss"],
    tossAppVersion: ["5.270.0", "5.270.0"],
    schemeUri: ["intoss://a", "intoss://a"],
    deploymentId: ["d", "d"],
    deviceId: ["device", "device"],
    groupId: ["g", "g"],
    safeAreaInsets: Array.from({ length: 3 }, () => constants.safeAreaInsets),
    globals: constants.appsInTossGlobals,
  });
});

test("the older names of the key and the reward are the same functions", () => {
  const { sdk } = openSdk();
  expect(sdk.getUserKeyForGame).toBe(sdk.getAnonymousKey);
  expect(sdk.grantPromotionRewardForGame).toBe(sdk.grantPromotionReward);
});

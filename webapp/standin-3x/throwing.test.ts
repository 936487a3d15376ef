// Tests of the stand-in for SDK 3.x: outside of the app some functions throw, others reject.
import { expect, test } from "vitest";
import type { Sdk } from "./sdk/sdk";
import { outcome, outside } from "./stubHost";

const GUARD = new Error("apps-in-toss 웹뷰 환경이 아니에요. 토스 앱 안에서만 호출할 수 있어요.");
const LISTENING = { options: {}, onEvent: () => {}, onError: () => {} };
const PURCHASE = { ...LISTENING, options: { sku: "gold", processProductGrant: () => true } };
const PERMISSION = { name: "camera", access: "access" } as const;

const THROWING: Record<string, (sdk: Sdk) => unknown> = {
  appLogin: (sdk) => sdk.appLogin(),
  closeView: (sdk) => sdk.closeView(),
  share: (sdk) => sdk.share({ message: "hi" }),
  openURL: (sdk) => sdk.openURL("https://example.com/"),
  generateHapticFeedback: (sdk) => sdk.generateHapticFeedback({ type: "tap" }),
  getNetworkStatus: (sdk) => sdk.getNetworkStatus(),
  getPermission: (sdk) => sdk.getPermission(PERMISSION),
  "openCamera.getPermission": (sdk) => sdk.openCamera.getPermission(),
  "Storage.getItem": (sdk) => sdk.Storage.getItem("a"),
  "Storage.setItem": (sdk) => sdk.Storage.setItem("a", "1"),
  "Storage.removeItem": (sdk) => sdk.Storage.removeItem("a"),
  "Storage.clearItems": (sdk) => sdk.Storage.clearItems(),
  "Storage.getItems": (sdk) => sdk.Storage.getItems(["a"]),
  eventLog: (sdk) => sdk.eventLog({}),
  checkoutPayment: (sdk) => sdk.checkoutPayment({ params: {} }),
  "graniteEvent.addEventListener": (sdk) => sdk.graniteEvent.addEventListener("back", LISTENING),
  startUpdateLocation: (sdk) => sdk.startUpdateLocation(LISTENING),
  showFullScreenAd: (sdk) => sdk.showFullScreenAd(LISTENING),
  "GoogleAdMob.loadAppsInTossAdMob": (sdk) => sdk.GoogleAdMob.loadAppsInTossAdMob(LISTENING),
  contactsViral: (sdk) => sdk.contactsViral(LISTENING),
  requestNotificationAgreement: (sdk) => sdk.requestNotificationAgreement(LISTENING),
  "IAP.createOneTimePurchaseOrder": (sdk) => sdk.IAP.createOneTimePurchaseOrder(PURCHASE),
  "IAP.createSubscriptionPurchaseOrder": (sdk) => sdk.IAP.createSubscriptionPurchaseOrder(PURCHASE),
};

const REJECTING: Record<string, (sdk: Sdk) => unknown> = {
  getClipboardText: (sdk) => sdk.getClipboardText(),
  setClipboardText: (sdk) => sdk.setClipboardText("a"),
  fetchContacts: (sdk) => sdk.fetchContacts({}),
  fetchAlbumPhotos: (sdk) => sdk.fetchAlbumPhotos(),
  getCurrentLocation: (sdk) => sdk.getCurrentLocation(),
  openCamera: (sdk) => sdk.openCamera(),
  getServerTime: (sdk) => sdk.getServerTime(),
  getTossShareLink: (sdk) => sdk.getTossShareLink("intoss://standin"),
  saveBase64Data: (sdk) => sdk.saveBase64Data({}),
  getGameCenterGameProfile: (sdk) => sdk.getGameCenterGameProfile(),
  openGameCenterLeaderboard: (sdk) => sdk.openGameCenterLeaderboard(),
  submitGameCenterLeaderBoardScore: (sdk) => sdk.submitGameCenterLeaderBoardScore({ score: "1" }),
  setDeviceOrientation: (sdk) => sdk.setDeviceOrientation({ type: "portrait" }),
  getIsTossLoginIntegratedService: (sdk) => sdk.getIsTossLoginIntegratedService(),
  appsInTossSignTossCert: (sdk) => sdk.appsInTossSignTossCert({ txId: "1" }),
  getConsentedUserData: (sdk) => sdk.getConsentedUserData({}),
  requestTossPayPaysBilling: (sdk) => sdk.requestTossPayPaysBilling({ params: {} }),
};

test.each(Object.entries(THROWING))("%s throws at once", async (_name, act) => {
  expect(await outcome(() => act(outside().sdk))).toEqual(["throws", GUARD]);
});

test.each(Object.entries(REJECTING))("%s rejects", async (_name, act) => {
  expect(await outcome(() => act(outside().sdk))).toEqual(["rejects", GUARD]);
});

test("the anonymous key and the promotion reward are ERROR", async () => {
  const { sdk } = outside();
  expect([
    await outcome(() => sdk.getAnonymousKey()),
    await outcome(() => sdk.grantPromotionReward({ params: {} })),
  ]).toEqual([
    ["resolves", "ERROR"],
    ["resolves", "ERROR"],
  ]);
});

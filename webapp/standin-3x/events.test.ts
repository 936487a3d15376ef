// Tests of the stand-in for SDK 3.x: subscriptions and what is delivered to them.
import { expect, test, vi } from "vitest";
import type { Sdk } from "./sdk/sdk";
import { openSdk, type Answer } from "./stubHost";

function open({ options, answer }: { options?: unknown; answer?: Answer } = {}) {
  const host = openSdk(answer === undefined ? {} : { answer });
  const heard: unknown[] = [];
  const cleanup = host.sdk.graniteEvent.addEventListener("backEvent", {
    ...(options === undefined ? {} : { options }),
    onEvent: (event) => heard.push(["event", event]),
    onError: (reason) => heard.push(["error", reason]),
  });
  const { subscriptionId } = host.calls()[0]![1] as { subscriptionId: string };
  return { ...host, heard, cleanup, subscriptionId };
}

test("subscribing and the cleanup are calls of two methods", () => {
  const { calls, cleanup, subscriptionId } = open({ options: { a: 1 } });
  cleanup();
  cleanup();
  expect(subscriptionId).toMatch(/^[a-z0-9]{9,}$/);
  expect(calls()).toEqual([
    ["__subscribeAppEvent", { method: "backEvent", subscriptionId, params: { a: 1 } }],
    ["__unsubscribeAppEvent", { subscriptionId }],
    ["__unsubscribeAppEvent", { subscriptionId }],
  ]);
});

test("without options there are no params", () => {
  const { calls, subscriptionId } = open();
  expect(calls()).toEqual([["__subscribeAppEvent", { method: "backEvent", subscriptionId }]]);
});

test("every delivery is heard until the cleanup, and an error ends nothing", () => {
  const { deliver, heard, cleanup, subscriptionId } = open();
  deliver({ subscriptionId, kind: "event", payload: { id: "heart" }, more: 1 });
  deliver({ subscriptionId, kind: "error", payload: { code: "1" } });
  deliver({ subscriptionId, kind: "event" });
  cleanup();
  deliver({ subscriptionId, kind: "event", payload: "late" });
  expect(heard).toEqual([
    ["event", { id: "heart" }],
    ["error", { code: "1" }],
    ["event", undefined],
  ]);
});

test("an error payload in the shape of an error is one, with its members", () => {
  const { deliver, heard, subscriptionId } = open();
  const payload = { __instanceof: "Error", name: "Refused", message: "no", code: "1" };
  deliver({ subscriptionId, kind: "error", payload });
  const [, reason] = heard[0] as [string, Error];
  expect(reason).toBeInstanceOf(Error);
  expect({ ...reason, message: reason.message }).toEqual({
    name: "Refused",
    code: "1",
    message: "no",
  });
});

test.each([
  ["another subscription", { subscriptionId: "x", kind: "event" }],
  ["another kind", { kind: "done" }],
  ["no kind", { kind: undefined }],
  ["an id that is no text", { subscriptionId: 1, kind: "event" }],
])("a delivery with %s is not heard", (_name, members) => {
  const { deliver, heard, subscriptionId } = open();
  deliver({ subscriptionId, payload: 1, ...members });
  expect(heard).toEqual([]);
});

test.each([null, undefined, "text", 7])("a delivery that is %s is not heard", (message) => {
  const { deliver, heard } = open();
  deliver(message);
  expect(heard).toEqual([]);
});

test("a refused subscription is an error of it; a refused cleanup is nothing", async () => {
  const { heard, cleanup } = open({ answer: () => ({ error: true }) });
  cleanup();
  await Promise.resolve();
  await vi.waitFor(() => expect(heard).toEqual([["error", true]]));
});

test("the generic sources do without an onError", async () => {
  const { sdk } = openSdk({ answer: () => ({ error: true }) });
  for (const source of [sdk.graniteEvent, sdk.appsInTossEvent, sdk.tdsEvent]) {
    source.addEventListener("any", { onEvent: () => {} });
  }
  await new Promise((resolve) => setTimeout(resolve));
});

const LISTENING = { options: { a: 1 }, onEvent: () => {}, onError: () => {} };

const ENTRIES: Record<string, [string, unknown, (sdk: Sdk) => unknown]> = {
  "appsInTossEvent.addEventListener": [
    "entryMessageExited",
    undefined,
    (sdk) => sdk.appsInTossEvent.addEventListener("entryMessageExited", { onEvent: () => {} }),
  ],
  "tdsEvent.addEventListener": [
    "navigationAccessoryEvent",
    undefined,
    (sdk) => sdk.tdsEvent.addEventListener("navigationAccessoryEvent", { onEvent: () => {} }),
  ],
  "GoogleAdMob.showAppsInTossAdMob": [
    "showAppsInTossAdmob",
    { a: 1 },
    (sdk) => sdk.GoogleAdMob.showAppsInTossAdMob(LISTENING),
  ],
  loadFullScreenAd: ["loadFullScreenAd", { a: 1 }, (sdk) => sdk.loadFullScreenAd(LISTENING)],
  showFullScreenAd: ["showFullScreenAd", { a: 1 }, (sdk) => sdk.showFullScreenAd(LISTENING)],
  requestNotificationAgreement: [
    "requestNotificationAgreement",
    { a: 1 },
    (sdk) => sdk.requestNotificationAgreement(LISTENING),
  ],
  "Notification.requestAgreement": [
    "requestNotificationAgreement",
    { a: 1 },
    (sdk) => sdk.Notification.requestAgreement(LISTENING),
  ],
  contactsViral: ["contactsViral", { a: 1 }, (sdk) => sdk.contactsViral(LISTENING)],
  "Promotion.openContactsInvite": [
    "contactsViral",
    { a: 1 },
    (sdk) => sdk.Promotion.openContactsInvite(LISTENING),
  ],
  "Game.subscribeInfoOverlayHidden": [
    "gameInfoOverlayHidden",
    undefined,
    (sdk) => sdk.Game.subscribeInfoOverlayHidden({ onEvent: () => {} }),
  ],
  "SafeArea.subscribe": [
    "safeAreaInsetsChange",
    undefined,
    (sdk) => sdk.SafeArea.subscribe({ onEvent: () => {} }),
  ],
  "SafeAreaInsets.subscribe": [
    "safeAreaInsetsChange",
    undefined,
    (sdk) => sdk.SafeAreaInsets.subscribe({ onEvent: () => {} }),
  ],
  onVisibilityChangedByTransparentServiceWeb: [
    "onVisibilityChangedByTransparentServiceWeb",
    { a: 1 },
    (sdk) => sdk.onVisibilityChangedByTransparentServiceWeb(LISTENING),
  ],
};

test.each(Object.entries(ENTRIES))("%s subscribes", (_name, [method, params, act]) => {
  const { sdk, calls } = openSdk();
  act(sdk);
  const subscriptionId = expect.any(String);
  expect(calls()).toEqual([
    [
      "__subscribeAppEvent",
      params === undefined ? { method, subscriptionId } : { method, subscriptionId, params },
    ],
  ]);
});

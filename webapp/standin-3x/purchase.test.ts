// Tests of the stand-in for SDK 3.x: in-app purchase, by events and by the older call.
import { expect, test, vi } from "vitest";
import { CONSTANTS, openSdk, type Answer } from "./stubHost";

const ORDER = { orderId: "o-1" };
const FLAG = "isRequestOneTimePurchaseSupported";

interface Opening {
  sku?: object;
  constants?: object;
  grant?: (order: unknown) => boolean | Promise<boolean>;
  answer?: Answer;
  kind?: "createOneTimePurchaseOrder" | "createSubscriptionPurchaseOrder";
}

function buy({
  sku = { sku: "gold" },
  constants = CONSTANTS,
  grant = () => true,
  answer = () => ({ value: undefined }),
  kind = "createOneTimePurchaseOrder",
}: Opening = {}) {
  const host = openSdk({ constants, answer });
  const heard: unknown[] = [];
  const granted: unknown[] = [];
  const processProductGrant = (order: unknown) => {
    granted.push(order);
    return grant(order);
  };
  const cleanup = host.sdk.IAP[kind]({
    options: { ...(sku as { sku: string }), processProductGrant },
    onEvent: (event) => heard.push(event),
    onError: (reason) => heard.push(["error", reason]),
  });
  const deliver = (payload: unknown) => {
    const { subscriptionId } = host.calls()[0]![1] as { subscriptionId: string };
    host.deliver({ subscriptionId, kind: "event", payload });
  };
  return { ...host, heard, granted, cleanup, deliver };
}

const subscribed = (method: string, params: object) => [
  "__subscribeAppEvent",
  { method, subscriptionId: expect.any(String), params },
];

test.each([
  [{ sku: "gold" }, "gold"],
  [{ productId: "old" }, "old"],
  [{ sku: "gold", productId: "old" }, "gold"],
])("%o buys %s", (options, sku) => {
  const byEvent = buy({ sku: options });
  const byCall = buy({ sku: options, constants: { ...CONSTANTS, [FLAG]: false } });
  expect([byEvent.calls(), byCall.calls()]).toEqual([
    [subscribed("requestOneTimePurchase", { sku })],
    [["iapCreateOneTimePurchaseOrder", { productId: sku }]],
  ]);
});

test.each([true, false])("the app's answer %s is told to the host", async (isProductGranted) => {
  const { deliver, calls, heard, granted } = buy({ grant: async () => isProductGranted });
  deliver({ type: "purchased", data: ORDER });
  await vi.waitFor(() => expect(calls().length).toBe(2));
  expect([granted, calls()[1], heard]).toEqual([
    [ORDER],
    ["processProductGrant", { ...ORDER, isProductGranted }],
    [],
  ]);
});

test("every event but purchased goes to the app as it is", () => {
  const { deliver, heard } = buy();
  const success = { type: "success", data: { ...ORDER, amount: 1000 } };
  deliver(success);
  deliver({ type: "other" });
  expect(heard).toEqual([success, { type: "other" }]);
});

test("a host that refuses the answer is an error of the purchase", async () => {
  const refuse: Answer = (method) =>
    method === "processProductGrant" ? { error: true } : { value: undefined };
  const { deliver, heard } = buy({ answer: refuse });
  deliver({ type: "purchased", data: ORDER });
  await vi.waitFor(() => expect(heard).toEqual([["error", true]]));
});

test("the cleanup of a purchase by events unsubscribes", () => {
  const { calls, cleanup } = buy();
  cleanup();
  expect(calls()[1]).toEqual(["__unsubscribeAppEvent", { subscriptionId: expect.any(String) }]);
});

test.each([
  [{ sku: "gold" }, null],
  [{ sku: "gold", offerId: null }, null],
  [{ sku: "gold", offerId: "trial" }, "trial"],
])("a subscription of %o has the offer %s", (sku, offerId) => {
  const { calls } = buy({ sku, kind: "createSubscriptionPurchaseOrder" });
  expect(calls()).toEqual([subscribed("requestSubscriptionPurchase", { sku: "gold", offerId })]);
});

test("a subscription tells the app its own id, and the host only the order's", async () => {
  const { deliver, calls, granted } = buy({ kind: "createSubscriptionPurchaseOrder" });
  deliver({ type: "purchased", data: { ...ORDER, subscriptionId: "s-1" } });
  await vi.waitFor(() => expect(calls().length).toBe(2));
  expect([granted, calls()[1]]).toEqual([
    [{ ...ORDER, subscriptionId: "s-1" }],
    ["processProductGrant", { ...ORDER, isProductGranted: true }],
  ]);
});

test("a subscription goes by events whatever the flag", () => {
  const constants = { ...CONSTANTS, [FLAG]: false };
  const { calls } = buy({ constants, kind: "createSubscriptionPurchaseOrder" });
  expect(calls().length).toBe(1);
});

const BY_CALL = [false, undefined].map((value) => ({ ...CONSTANTS, [FLAG]: value }));

test.each(BY_CALL.flatMap((constants) => [true, false].map((grant) => ({ constants, grant }))))(
  "by the older call it is a success, whatever the app answers (%o)",
  async ({ constants, grant }) => {
    const order = { ...ORDER, amount: 1000 };
    const answer = () => ({ value: order });
    const { calls, heard, granted, cleanup } = buy({ constants, grant: () => grant, answer });
    await vi.waitFor(() => expect(heard.length).toBe(1));
    cleanup();
    expect([calls(), granted, heard]).toEqual([
      [["iapCreateOneTimePurchaseOrder", { productId: "gold" }]],
      [ORDER],
      [{ type: "success", data: order }],
    ]);
  },
);

test("by the older call a failure of either side is an error", async () => {
  const constants = { ...CONSTANTS, [FLAG]: false };
  const byHost = buy({ constants, answer: () => ({ error: true }) });
  const broken = new Error("no stock");
  const byApp = buy({
    constants,
    answer: () => ({ value: ORDER }),
    grant: () => Promise.reject(broken),
  });
  await vi.waitFor(() => {
    expect([byHost.heard, byApp.heard]).toEqual([[["error", true]], [["error", broken]]]);
  });
});

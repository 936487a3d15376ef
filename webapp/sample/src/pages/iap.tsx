import { IAP } from "@apps-in-toss/web-framework";
import { call, event, type Listener } from "../card";
import type { Family } from "../family";
import { flag, text } from "../field";
import type { Words } from "../words";

const SKU: Words = { ko: "상품 (sku)", en: "Product (sku)" };
const ORDER = text({ ko: "주문 번호", en: "Order id" }, "", { isWide: true, from: "orderId" });
const GRANT = flag({ ko: "상품을 지급하기", en: "Grant the product" }, { isOn: true });

/** The SDK asks the app to hand over what was paid for; the card's switch is the app's answer. */
function answerGrant({ onCallback }: Listener, isGranted: boolean) {
  return (order: unknown) => {
    onCallback("processProductGrant", { asked: order, answered: isGranted });
    return isGranted;
  };
}

/** The host takes the key of a page; the SDK's types know of no parameter yet. */
const getCompletedOrRefundedOrders = IAP.getCompletedOrRefundedOrders as (params?: {
  key: string;
}) => Promise<unknown>;

const PURCHASES = [
  call({
    name: "IAP.getProductItemList",
    detail: { ko: "살 수 있는 상품을 받아요.", en: "The products on sale." },
    run: IAP.getProductItemList,
  }),
  event({
    name: "IAP.createOneTimePurchaseOrder",
    detail: {
      ko: "상품 하나를 사요. 지급하지 않으면 주문이 지급 대기로 남아요.",
      en: "Buy a product. Without the grant the order stays pending.",
    },
    fields: {
      sku: text(SKU, "aitdesk.test.coins", { isWide: true, from: "sku" }),
      isGranted: GRANT,
    },
    start: ({ sku, isGranted }, listener) =>
      IAP.createOneTimePurchaseOrder({
        options: { sku, processProductGrant: answerGrant(listener, isGranted) },
        onEvent: listener.onEvent,
        onError: listener.onError,
      }),
  }),
  event({
    name: "IAP.createSubscriptionPurchaseOrder",
    detail: { ko: "구독을 시작해요.", en: "Begin a subscription." },
    fields: {
      sku: text(SKU, "aitdesk.test.monthly", { isWide: true, from: "sku" }),
      offerId: text({ ko: "혜택 (offerId)", en: "Offer (offerId)" }, "", {
        isWide: true,
        from: "offerId",
      }),
      isGranted: GRANT,
    },
    start: ({ sku, offerId, isGranted }, listener) =>
      IAP.createSubscriptionPurchaseOrder({
        options: {
          sku,
          offerId: offerId === "" ? null : offerId,
          processProductGrant: answerGrant(listener, isGranted),
        },
        onEvent: listener.onEvent,
        onError: listener.onError,
      }),
  }),
];

const ORDERS = [
  call({
    name: "IAP.getPendingOrders",
    detail: { ko: "결제했지만 지급하지 않은 주문이에요.", en: "Orders paid for and not granted." },
    run: IAP.getPendingOrders,
  }),
  call({
    name: "IAP.completeProductGrant",
    detail: {
      ko: "지급 대기 주문을 지급했다고 알려요.",
      en: "Say that a pending order is granted.",
    },
    fields: { orderId: ORDER },
    run: (params) => IAP.completeProductGrant({ params }),
  }),
  call({
    name: "IAP.getCompletedOrRefundedOrders",
    detail: {
      ko: "끝났거나 환불한 주문이에요. 다음 쪽은 답에 있는 nextKey를 넣어요.",
      en: "Completed and refunded orders. For the next page give the answer's nextKey.",
    },
    fields: {
      key: text({ ko: "쪽 (nextKey)", en: "Page (nextKey)" }, "", {
        isWide: true,
        from: "nextKey",
      }),
    },
    run: ({ key }) =>
      key === "" ? getCompletedOrRefundedOrders() : getCompletedOrRefundedOrders({ key }),
  }),
  call({
    name: "IAP.getSubscriptionInfo",
    detail: { ko: "구독이 언제까지인지 알려 줘요.", en: "Until when a subscription lasts." },
    fields: { orderId: ORDER },
    run: (params) => IAP.getSubscriptionInfo({ params }),
  }),
];

export const iap: Family = {
  title: { ko: "인앱결제", en: "In-app purchase" },
  lead: {
    ko: "상품 목록을 받으면 살 상품을 바로 고를 수 있어요.",
    en: "Ask for the products first: then each can be chosen where it is bought.",
  },
  sections: [
    { title: { ko: "사기", en: "Buying" }, cards: PURCHASES },
    { title: { ko: "주문", en: "Orders" }, cards: ORDERS },
  ],
};

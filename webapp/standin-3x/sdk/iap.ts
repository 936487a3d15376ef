// Stand-in for SDK 3.x, written anew and not the SDK's code: in-app purchase. A flag, and no
// version, says which of two protocols a one-time purchase goes by.
import { constant } from "./constants";
import { ignore, subscribe, type Listening } from "./events";
import { gated, versioned } from "./gate";
import type { Bridge } from "./transport";
import { onBoth } from "./version";

type Grant<Order> = (order: Order) => boolean | Promise<boolean>;

interface OneTimeOptions {
  readonly sku?: string;
  readonly productId?: string;
  readonly processProductGrant: Grant<{ orderId: string }>;
}

interface SubscriptionOptions {
  readonly sku: string;
  readonly offerId?: string | null;
  readonly processProductGrant: Grant<Order>;
}

interface Order {
  readonly orderId: string;
  readonly subscriptionId?: string | undefined;
}

interface PurchaseEvent {
  readonly type: string;
  readonly data: Order;
}

type Purchase<Options> = Listening<PurchaseEvent, Options> & { readonly options: Options };

/** Passes every event on but `purchased`: that one asks the app and tells the host its answer. */
function purchase(
  bridge: Bridge,
  method: string,
  { options, grant, onEvent, onError }: Listening<PurchaseEvent> & { grant: Grant<Order> },
): () => void {
  const answer = async (order: Order) => {
    const isProductGranted = await grant(order);
    await bridge
      .call("processProductGrant", { orderId: order.orderId, isProductGranted })
      .catch(onError);
  };
  return subscribe<PurchaseEvent>(bridge, method, {
    options,
    onEvent: (event) => (event.type === "purchased" ? void answer(event.data) : onEvent(event)),
    onError,
  });
}

/** What the app's grant returns is not told to anybody here. */
function purchaseByCall(
  bridge: Bridge,
  productId: string | undefined,
  { options, onEvent, onError }: Purchase<OneTimeOptions>,
): () => void {
  bridge
    .call<Order>("iapCreateOneTimePurchaseOrder", { productId })
    .then(async (order) => {
      await options.processProductGrant({ orderId: order.orderId });
      onEvent({ type: "success", data: order });
    })
    .catch(onError);
  return ignore;
}

export function iap(bridge: Bridge) {
  const createOneTimePurchaseOrder = (params: Purchase<OneTimeOptions>) => {
    const { options, onEvent, onError } = params;
    const sku = options.sku ?? options.productId;
    if (!constant("isRequestOneTimePurchaseSupported")) return purchaseByCall(bridge, sku, params);
    return purchase(bridge, "requestOneTimePurchase", {
      options: { sku },
      grant: ({ orderId }) => options.processProductGrant({ orderId }),
      onEvent,
      onError,
    });
  };

  const createSubscriptionPurchaseOrder = (params: Purchase<SubscriptionOptions>) => {
    const { options, onEvent, onError } = params;
    return purchase(bridge, "requestSubscriptionPurchase", {
      options: { sku: options.sku, offerId: options.offerId ?? null },
      grant: ({ orderId, subscriptionId }) =>
        options.processProductGrant({ orderId, subscriptionId }),
      onEvent,
      onError,
    });
  };

  const listOrders = (_page?: { key?: string | null }) =>
    bridge.call("getCompletedOrRefundedOrders", {});
  const completeProductGrant = ({ params }: { params: unknown }) =>
    bridge.call("completeProductGrant", params);
  const getSubscriptionInfo = ({ params }: { params: unknown }) =>
    bridge.call("getSubscriptionInfo", { params });
  const since = <Args extends unknown[], Result>(
    versions: Parameters<typeof versioned>[1],
    run: (...args: Args) => Result,
  ) => gated(versioned(run, versions));

  return {
    IAP: {
      createOneTimePurchaseOrder: since(onBoth("5.219.0"), createOneTimePurchaseOrder),
      createSubscriptionPurchaseOrder: since(
        { android: "5.248.0", ios: "5.249.0" },
        createSubscriptionPurchaseOrder,
      ),
      getProductItemList: since(onBoth("5.219.0"), () => bridge.call("iapGetProductItemList")),
      getPendingOrders: since({ android: "5.234.0", ios: "5.231.0" }, () =>
        bridge.call("getPendingOrders"),
      ),
      getCompletedOrRefundedOrders: since(onBoth("5.231.0"), listOrders),
      completeProductGrant: since(onBoth("5.233.0"), completeProductGrant),
      getSubscriptionInfo: since({ android: "5.253.0", ios: "5.250.0" }, getSubscriptionInfo),
    },
  };
}

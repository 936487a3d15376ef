// Stand-in for SDK 3.x, written anew and not the SDK's code: payments. Flat functions take the
// parameters wrapped, the wire and the namespaced ones bare.
import { constant } from "./constants";
import { flagged, gated } from "./gate";
import type { Bridge } from "./transport";
import { onBoth } from "./version";

const FLAG = "isRequestTossPayPaysBillingSupported";
const MINIMUM = { MIN_TOSS_APP_VERSION: onBoth("5.256.0") };

export function tossPay(bridge: Bridge) {
  const authorize = (params: unknown) => bridge.call("checkoutPayment", params);
  const checkoutPayment = ({ params }: { params: unknown }) => authorize(params);

  const bill = async (params: unknown) => {
    if (!constant(FLAG)) {
      console.warn("requestTossPayPaysBilling: 지원하지 않는 토스 앱 버전이에요.");
      return undefined;
    }
    return bridge.call("requestTossPayPaysBilling", params);
  };
  const requestTossPayPaysBilling = flagged(
    ({ params }: { params: unknown }) => bill(params),
    FLAG,
    MINIMUM,
  );

  return {
    checkoutPayment,
    requestTossPayPaysBilling,
    TossPay: {
      checkoutPayment,
      authorize,
      requestTossPayPaysBilling,
      authorizeSubscription: gated(flagged(bill, FLAG, MINIMUM)),
    },
  };
}

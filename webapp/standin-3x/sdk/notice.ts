// Stand-in for SDK 3.x, written anew and not the SDK's code: asking the user for agreement to
// notifications and for a review. The review's name on the wire is another than the function's.
import { subscribe, type Listening } from "./events";
import { flagged, gated, versioned } from "./gate";
import type { Bridge } from "./transport";
import { onBoth } from "./version";

export function notice(bridge: Bridge) {
  // The flat function leaves the version to the host; only the namespaced one heeds the test.
  const requestNotificationAgreement = versioned(
    (listening: Listening) => subscribe(bridge, "requestNotificationAgreement", listening),
    onBoth("5.255.0"),
  );
  const requestReview = flagged(
    () => bridge.call("requestMiniAppReview"),
    "isRequestReviewSupported",
    { MIN_TOSS_APP_VERSION: onBoth("5.253.0") },
  );
  return {
    requestNotificationAgreement,
    requestReview,
    Notification: { requestAgreement: gated(requestNotificationAgreement) },
    Review: { request: gated(requestReview) },
  };
}

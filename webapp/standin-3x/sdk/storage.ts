// Stand-in for SDK 3.x, written anew and not the SDK's code: stored items. Objects travel, and the
// name for clearing is another than the function's. That getItems and setItems take the bare list
// is inferred.
import { flagged, gated } from "./gate";
import type { Bridge } from "./transport";
import { onBoth } from "./version";

const MINIMUM = { MIN_TOSS_APP_VERSION: onBoth("5.270.0") };

export function storage(bridge: Bridge) {
  return {
    Storage: {
      getItem: (key: string) => bridge.call<string | null>("getStorageItem", { key }),
      setItem: (key: string, value: string) => bridge.call("setStorageItem", { key, value }),
      removeItem: (key: string) => bridge.call("removeStorageItem", { key }),
      clearItems: () => bridge.call("clearStorage"),
      getItems: gated(
        flagged(
          (keys: unknown) => bridge.call("getStorageItems", { keys }),
          "isGetStorageItemsSupported",
          MINIMUM,
        ),
      ),
      setItems: gated(
        flagged(
          (items: unknown) => bridge.call("setStorageItems", { items }),
          "isSetStorageItemsSupported",
          MINIMUM,
        ),
      ),
    },
  };
}

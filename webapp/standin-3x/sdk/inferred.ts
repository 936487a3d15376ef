// Stand-in for SDK 3.x, written anew and not the SDK's code: functions that SDK 3.x is publicly
// reported to have but that no build read so far contains. Every name on the wire is inferred: it is
// the one of SDK 2.x.
import { constant } from "./constants";
import { ignore, subscribe, type Listening } from "./events";
import type { Bridge } from "./transport";

type Insets = ReturnType<typeof constant<"safeAreaInsets">>;

export function inferred(bridge: Bridge) {
  const getSafeAreaInsets = () => constant("safeAreaInsets");
  const safeArea = () => ({
    get: getSafeAreaInsets,
    subscribe: ({ onEvent }: { onEvent: (insets: Insets) => void }) =>
      subscribe(bridge, "safeAreaInsetsChange", { onEvent, onError: ignore }),
  });

  return {
    getSafeAreaInsets,
    SafeArea: safeArea(),
    SafeAreaInsets: safeArea(),
    getAppsInTossGlobals: () => ({
      deploymentId: constant("deploymentId"),
      brandDisplayName: constant("brandDisplayName"),
      brandIcon: constant("brandIcon"),
      brandPrimaryColor: constant("brandPrimaryColor"),
    }),
    partner: {
      addAccessoryButton: (button: unknown) => bridge.call("addAccessoryButton", button),
      removeAccessoryButton: () => bridge.call("removeAccessoryButton"),
    },
    getUserKeyForGame: () => bridge.call("getUserKeyForGame"),
    grantPromotionRewardForGame: (params: unknown) =>
      bridge.call("grantPromotionRewardForGame", params),
    onVisibilityChangedByTransparentServiceWeb: (listening: Listening<boolean>) =>
      subscribe(bridge, "onVisibilityChangedByTransparentServiceWeb", listening),
  };
}

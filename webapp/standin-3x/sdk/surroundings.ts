// Stand-in for SDK 3.x, written anew and not the SDK's code: what is around the page. As SDK 3.0.3
// was seen to do it.
import { constant } from "./constants";
import { ignore, subscribe, type Listening } from "./events";
import type { Bridge } from "./transport";

type Insets = ReturnType<typeof constant<"safeAreaInsets">>;

export function surroundings(bridge: Bridge) {
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
    getAppsInTossGlobals: () => constant("appsInTossGlobals"),
    partner: {
      addAccessoryButton: (button: unknown) => bridge.call("addAccessoryButton", button),
      removeAccessoryButton: () => bridge.call("removeAccessoryButton"),
    },
    onVisibilityChangedByTransparentServiceWeb: (listening: Listening<boolean>) =>
      subscribe(bridge, "onVisibilityChangedByTransparentServiceWeb", listening),
  };
}

// Stand-in for SDK 3.x, written anew and not the SDK's code: full-screen and AdMob ads. The page
// checks nothing; flags only say what `isSupported` returns.
import { ignore, subscribe, type Listening } from "./events";
import { flagged } from "./gate";
import type { Bridge } from "./transport";

export function ads(bridge: Bridge) {
  const listenTo = (event: string) => (listening: Listening) => subscribe(bridge, event, listening);

  /** A call made to look like an event: its one result is the app's one event. */
  const loadAppsInTossAdMob = ({ options, onEvent, onError }: Listening): (() => void) => {
    bridge
      .call("loadAppsInTossAdmob", options)
      .then((data) => onEvent({ type: "loaded", data }), onError);
    return ignore;
  };

  return {
    loadFullScreenAd: flagged(listenTo("loadFullScreenAd"), "isLoadFullScreenAdSupported"),
    showFullScreenAd: flagged(listenTo("showFullScreenAd"), "isShowFullScreenAdSupported"),
    GoogleAdMob: {
      loadAppsInTossAdMob: flagged(loadAppsInTossAdMob, "isLoadAppsInTossAdmobSupported"),
      showAppsInTossAdMob: flagged(
        listenTo("showAppsInTossAdmob"),
        "isShowAppsInTossAdmobSupported",
      ),
      isAppsInTossAdMobLoaded: flagged(
        (options: unknown) => bridge.call<boolean>("getCachedStatusAppsInTossAdmob", options),
        "isGetCachedStatusAppsInTossAdmobSupported",
      ),
    },
  };
}

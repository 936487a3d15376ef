// Stand-in for SDK 3.x, which no registry has: its public names over the real transport
// @webview-bridge/web. It is not the SDK and holds none of its code; it behaves as builds 3.0.5 to
// 3.6.0 were read to behave.
import { ads } from "./ads";
import { analytics } from "./analytics";
import { bannerAds } from "./bannerAds";
import { clipboard } from "./clipboard";
import { device } from "./device";
import { environment } from "./environment";
import { eventSources } from "./events";
import { file } from "./file";
import { game } from "./game";
import { iap } from "./iap";
import { Accuracy } from "./location";
import { notice } from "./notice";
import { permissions } from "./permission";
import * as permissionErrors from "./permissionErrors";
import { promotion } from "./promotion";
import { screen } from "./screen";
import { share } from "./share";
import { storage } from "./storage";
import { surroundings } from "./surroundings";
import { tossAuth } from "./tossAuth";
import { tossPay } from "./tossPay";
import { makeBridge } from "./transport";
import { user } from "./user";
import { isMinVersionSupported } from "./version";

export type Sdk = ReturnType<typeof makeSdk>;

/** One copy of the SDK, with a transport of its own that its first call makes. */
export function makeSdk() {
  const bridge = makeBridge();
  return {
    ...ads(bridge),
    ...analytics(bridge),
    ...bannerAds(),
    ...clipboard(bridge),
    ...device(bridge),
    ...environment(bridge),
    ...eventSources(bridge),
    ...file(bridge),
    ...game(bridge),
    ...iap(bridge),
    ...notice(bridge),
    ...permissionErrors,
    ...permissions(bridge),
    ...promotion(bridge),
    ...screen(bridge),
    ...share(bridge),
    ...storage(bridge),
    ...surroundings(bridge),
    ...tossAuth(bridge),
    ...tossPay(bridge),
    ...user(bridge),
    Accuracy,
    isMinVersionSupported,
  };
}

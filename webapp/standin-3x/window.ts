// Stand-in for SDK 3.x, not the SDK itself: the globals that the host gives and the pages set.
import type * as sdk2 from "@apps-in-toss/web-framework";
import type { linkBridge } from "@webview-bridge/web";
import type { InjectedAds } from "./sdk/bannerAds";
import type { Constants } from "./sdk/constants";
import type { Sdk } from "./sdk/sdk";

declare global {
  interface Window {
    ReactNativeWebView?: { postMessage(text: string): void };
    __appsInTossConstants: Constants;
    __appsInToss?: { ads?: InjectedAds };
    linkBridge: typeof linkBridge;
    sdk: Sdk;
    other: Sdk;
    sdk2: typeof sdk2;
  }
}

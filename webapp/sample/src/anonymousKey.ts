import { isMinVersionSupported } from "@apps-in-toss/web-framework";

/** The first version that issues anonymous keys. */
export const ANONYMOUS_KEY_VERSION = "5.232.0";

export function supportsAnonymousKey(): boolean {
  return isMinVersionSupported({ android: ANONYMOUS_KEY_VERSION, ios: ANONYMOUS_KEY_VERSION });
}

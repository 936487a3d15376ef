/** Values that the SDK answers at once, without a promise. */
import {
  env,
  getAppsInTossGlobals,
  getDeviceId,
  getGroupId,
  getLocale,
  getOperationalEnvironment,
  getPlatformOS,
  getSchemeUri,
  getServerTime,
  getTossAppVersion,
  isMinVersionSupported,
  SafeAreaInsets,
} from "@apps-in-toss/web-framework";
import { readError, type CallError } from "./outcome";

export type ConstantReading = { name: string } & (
  { value: unknown; error: null } | { value: null; error: CallError }
);

/** The first version that issues anonymous keys. */
export const ANONYMOUS_KEY_VERSION = "5.232.0";

export function supportsAnonymousKey(): boolean {
  return isMinVersionSupported({ android: ANONYMOUS_KEY_VERSION, ios: ANONYMOUS_KEY_VERSION });
}

const READERS: Record<string, () => unknown> = {
  getOperationalEnvironment,
  getTossAppVersion,
  getPlatformOS,
  getLocale,
  getSchemeUri,
  getDeviceId,
  getGroupId,
  "env.getDeploymentId": env.getDeploymentId,
  getAppsInTossGlobals,
  "SafeAreaInsets.get": SafeAreaInsets.get,
  isMinVersionSupported: supportsAnonymousKey,
  "getServerTime.isSupported": getServerTime.isSupported,
};

/** Each is read by itself: one that this host does not know must not hide the others. */
export function readConstants(): ConstantReading[] {
  return Object.entries(READERS).map(([name, read]) => {
    try {
      return { name, value: read(), error: null };
    } catch (thrown) {
      return { name, value: null, error: readError(thrown) };
    }
  });
}

// Stand-in for SDK 3.x, written anew and not the SDK's code: where the mini-app runs.
import { constant } from "./constants";
import { flagged, gated } from "./gate";
import type { Bridge } from "./transport";
import { onBoth } from "./version";

export function environment(bridge: Bridge) {
  const getNetworkStatus = () => bridge.call<string>("getNetworkStatus");
  const getServerTime = flagged(
    async () => (await bridge.call<{ serverTime: number }>("getServerTime")).serverTime,
    "isGetServerTimeSupported",
    { MIN_TOSS_APP_VERSION: onBoth("5.245.0") },
  );
  const getOperationalEnvironment = () => constant("operationalEnvironment");
  const getTossAppVersion = () => constant("tossAppVersion");
  const getSchemeUri = () => constant("schemeUri");
  const getDeviceId = () => constant("deviceId");
  const getGroupId = () => constant("groupId");
  const getDeploymentId = () => constant("deploymentId");

  return {
    getNetworkStatus,
    getServerTime,
    getOperationalEnvironment,
    getTossAppVersion,
    getSchemeUri,
    getDeviceId,
    getGroupId,
    env: { getDeploymentId },
    Environment: {
      get environment() {
        return getOperationalEnvironment();
      },
      get tossAppVersion() {
        return getTossAppVersion();
      },
      get initialURL() {
        return getSchemeUri();
      },
      get deviceId() {
        return getDeviceId();
      },
      get groupId() {
        return getGroupId();
      },
      get deploymentId() {
        return getDeploymentId();
      },
      getNetworkStatus,
      getServerTime: gated(getServerTime),
    },
  };
}

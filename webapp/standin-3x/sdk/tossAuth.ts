// Stand-in for SDK 3.x, written anew and not the SDK's code: Toss login and certificate signing.
import { gated, versioned } from "./gate";
import type { Bridge } from "./transport";
import { isMinVersionSupported, onBoth } from "./version";

const LOGIN_VERSIONS = onBoth("5.237.0");
const SIGN_VERSIONS = onBoth("5.233.0");

export function tossAuth(bridge: Bridge) {
  const appLogin = () => bridge.call("appLogin");

  const getIsTossLoginIntegratedService = versioned(
    async () =>
      isMinVersionSupported(LOGIN_VERSIONS)
        ? bridge.call<boolean>("getIsTossLoginIntegratedService")
        : undefined,
    LOGIN_VERSIONS,
  );

  const appsInTossSignTossCert = versioned(async (params: unknown): Promise<void> => {
    if (!isMinVersionSupported(SIGN_VERSIONS)) {
      console.warn("appsInTossSignTossCert: 지원하지 않는 토스 앱 버전이에요.");
      return;
    }
    await bridge.call("appsInTossSignTossCert", params);
  }, SIGN_VERSIONS);

  return {
    appLogin,
    getIsTossLoginIntegratedService,
    appsInTossSignTossCert,
    TossAuth: {
      login: appLogin,
      isIntegrated: gated(getIsTossLoginIntegratedService),
      sign: gated(appsInTossSignTossCert),
    },
  };
}

// Stand-in for SDK 3.x, written anew and not the SDK's code: who the user is.
import { constant } from "./constants";
import { unknownError } from "./errors";
import { flagged, gated, versioned } from "./gate";
import type { Bridge } from "./transport";
import { isMinVersionSupported, onBoth } from "./version";

interface AnonymousKey {
  readonly type: "HASH";
  readonly hash: string;
}

const KEY_VERSIONS = onBoth("5.232.0");
const CONSENT_FLAG = "isGetConsentedUserDataSupported";

export function user(bridge: Bridge) {
  const getAnonymousKey = versioned(async (): Promise<AnonymousKey | "ERROR" | undefined> => {
    if (!isMinVersionSupported(KEY_VERSIONS)) return undefined;
    try {
      const reply = await bridge.call<AnonymousKey>("getAnonymousKey");
      return reply.type === "HASH" ? reply : "ERROR";
    } catch {
      return "ERROR";
    }
  }, KEY_VERSIONS);

  const keyOrThrow = async (): Promise<AnonymousKey> => {
    const key = await getAnonymousKey();
    if (typeof key !== "object") throw unknownError();
    return key;
  };

  const getConsentedUserData = flagged(
    async (options?: unknown) =>
      constant(CONSENT_FLAG) ? bridge.call("getConsentedUserData", options) : undefined,
    CONSENT_FLAG,
    { MIN_TOSS_APP_VERSION: onBoth("5.264.0") },
  );

  const getDeclaredAgeRange = flagged(
    (options?: unknown) => bridge.call("getDeclaredAgeRange", options),
    "isGetDeclaredAgeRangeSupported",
    {
      MIN_TOSS_APP_VERSION: { android: "never", ios: "5.266.0" },
      MIN_OS_VERSION: { ios: "26.0" },
    },
  );

  return {
    getAnonymousKey,
    getUserKeyForGame: getAnonymousKey,
    getConsentedUserData,
    getDeclaredAgeRange,
    User: {
      getAnonymousKey: gated(versioned(keyOrThrow, KEY_VERSIONS)),
      createAnonymousKeyAuthCode: () => bridge.call("createAnonymousKeyAuthCode"),
      getConsentedData: gated(getConsentedUserData),
      getDeclaredAgeRange: gated(getDeclaredAgeRange),
    },
  };
}

// Stand-in for SDK 3.x, written anew and not the SDK's code: rewards and invitations.
import { codedError, unknownError } from "./errors";
import { ignore, subscribe, type Listening } from "./events";
import { gated, versioned } from "./gate";
import type { Bridge } from "./transport";
import { isMinVersionSupported, onBoth } from "./version";

type Granted = { readonly key: string };
type Refused = { readonly errorCode: string; readonly message: string };

const REWARD_VERSIONS = onBoth("5.232.0");
const INVITE_VERSIONS = onBoth("5.223.0");

function refusalOf(reason: unknown): Refused | "ERROR" {
  if (typeof reason !== "object" || reason === null) return "ERROR";
  const { code, message } = reason as { code?: unknown; message?: unknown };
  const isCoded = typeof code === "string" && typeof message === "string";
  return isCoded ? { errorCode: code, message } : "ERROR";
}

export function promotion(bridge: Bridge) {
  const grantPromotionReward = versioned(
    async ({ params }: { params: unknown }): Promise<Granted | Refused | "ERROR" | undefined> => {
      if (!isMinVersionSupported(REWARD_VERSIONS)) return undefined;
      try {
        const reply = await bridge.call<Granted>("grantPromotionReward", { params });
        return reply.key ? reply : "ERROR";
      } catch (reason) {
        return refusalOf(reason);
      }
    },
    REWARD_VERSIONS,
  );

  const keyOrThrow = async (params: unknown): Promise<Granted> => {
    const outcome = await grantPromotionReward({ params });
    if (typeof outcome !== "object") throw unknownError();
    if ("errorCode" in outcome) throw codedError(outcome.errorCode, outcome.message);
    return outcome;
  };

  const contactsViral = versioned(
    (listening: Listening): (() => void) =>
      isMinVersionSupported(INVITE_VERSIONS)
        ? subscribe(bridge, "contactsViral", listening)
        : ignore,
    INVITE_VERSIONS,
  );

  return {
    grantPromotionReward,
    grantPromotionRewardForGame: grantPromotionReward,
    contactsViral,
    Promotion: {
      grantReward: gated(versioned(keyOrThrow, REWARD_VERSIONS)),
      openContactsInvite: gated(contactsViral),
    },
  };
}

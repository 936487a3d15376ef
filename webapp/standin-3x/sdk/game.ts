// Stand-in for SDK 3.x, written anew and not the SDK's code: the game centre.
import { ignore, subscribe, type LooseListening } from "./events";
import { gated, versioned } from "./gate";
import type { Bridge } from "./transport";
import { isMinVersionSupported, onBoth } from "./version";

const VERSIONS = onBoth("5.221.0");

export function game(bridge: Bridge) {
  const callOrNothing = async (method: string, ...args: [] | [unknown]) =>
    isMinVersionSupported(VERSIONS) ? bridge.call(method, ...args) : undefined;

  const getGameCenterGameProfile = versioned(
    () => callOrNothing("getGameCenterGameProfile"),
    VERSIONS,
  );
  const openGameCenterLeaderboard = versioned(
    () => callOrNothing("openGameCenterLeaderboard"),
    VERSIONS,
  );
  const submitGameCenterLeaderBoardScore = versioned(
    (params: unknown) => callOrNothing("submitGameCenterLeaderBoardScore", params),
    VERSIONS,
  );
  const subscribeInfoOverlayHidden = ({ onEvent, onError = ignore }: LooseListening) =>
    subscribe(bridge, "gameInfoOverlayHidden", { onEvent, onError });

  return {
    getGameCenterGameProfile,
    openGameCenterLeaderboard,
    submitGameCenterLeaderBoardScore,
    Game: {
      getUserProfile: gated(getGameCenterGameProfile),
      openLeaderboard: gated(openGameCenterLeaderboard),
      setLeaderboardScore: gated(submitGameCenterLeaderBoardScore),
      subscribeInfoOverlayHidden: gated(subscribeInfoOverlayHidden),
    },
  };
}

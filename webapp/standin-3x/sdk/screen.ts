// Stand-in for SDK 3.x, written anew and not the SDK's code: the screen the mini-app is shown on.
import { gated, versioned } from "./gate";
import type { Bridge } from "./transport";
import { isMinVersionSupported, onBoth } from "./version";

const ORIENTATION_VERSIONS = onBoth("5.215.0");

export function screen(bridge: Bridge) {
  const closeView = () => bridge.call("closeView");
  const setScreenAwakeMode = (options: unknown) => bridge.call("setScreenAwakeMode", options);
  const setSecureScreen = (options: unknown) => bridge.call("setSecureScreen", options);
  const setIosSwipeGestureEnabled = (options: unknown) =>
    bridge.call("setIosSwipeGestureEnabled", options);
  const setDeviceOrientation = versioned(
    async (options: unknown) =>
      isMinVersionSupported(ORIENTATION_VERSIONS)
        ? bridge.call("setDeviceOrientation", options)
        : undefined,
    ORIENTATION_VERSIONS,
  );
  return {
    closeView,
    setScreenAwakeMode,
    setSecureScreen,
    setIosSwipeGestureEnabled,
    setDeviceOrientation,
    Screen: {
      close: closeView,
      setAwakeMode: setScreenAwakeMode,
      setSecure: setSecureScreen,
      setIosSwipeBack: setIosSwipeGestureEnabled,
      setOrientation: gated(setDeviceOrientation),
    },
  };
}

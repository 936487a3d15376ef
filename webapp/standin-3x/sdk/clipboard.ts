// Stand-in for SDK 3.x, written anew and not the SDK's code: the clipboard. The name
// `Clipboard.getText` is inferred.
import { guarded } from "./permission";
import {
  GetClipboardTextPermissionError,
  SetClipboardTextPermissionError,
} from "./permissionErrors";
import type { Bridge } from "./transport";

export function clipboard(bridge: Bridge) {
  const getClipboardText = guarded(
    bridge,
    { name: "clipboard", access: "read", error: GetClipboardTextPermissionError },
    () => bridge.call<string>("getClipboardText"),
  );
  const setClipboardText = guarded(
    bridge,
    { name: "clipboard", access: "write", error: SetClipboardTextPermissionError },
    (text: string) => bridge.call("setClipboardText", { text }),
  );
  return {
    getClipboardText,
    setClipboardText,
    Clipboard: { getText: getClipboardText, setText: setClipboardText },
  };
}

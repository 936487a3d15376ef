// Stand-in for SDK 3.x, written anew and not the SDK's code: files that the host saves or shows.
import { flagged, gated, versioned } from "./gate";
import type { Bridge } from "./transport";
import { isMinVersionSupported, onBoth } from "./version";

const SAVE_VERSIONS = { android: "5.218.0", ios: "5.216.0" };

export function file(bridge: Bridge) {
  const saveBase64Data = versioned(async (params: unknown): Promise<void> => {
    if (!isMinVersionSupported(SAVE_VERSIONS)) {
      console.warn("saveBase64Data: 지원하지 않는 토스 앱 버전이에요.");
      return;
    }
    await bridge.call("saveBase64Data", params);
  }, SAVE_VERSIONS);

  const openPDFViewer = flagged(
    (params: unknown) => bridge.call("openPDFViewer", params),
    "isOpenPDFViewerSupported",
    { MIN_TOSS_APP_VERSION: onBoth("5.261.0") },
  );

  return {
    saveBase64Data,
    openPDFViewer,
    File: { saveBase64: gated(saveBase64Data), openPDFViewer: gated(openPDFViewer) },
  };
}

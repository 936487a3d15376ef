// Stand-in for SDK 3.x, written anew and not the SDK's code: the device and what is on it.
import { constant } from "./constants";
import { flagged, gated } from "./gate";
import { location } from "./location";
import { guarded } from "./permission";
import {
  FetchAlbumPhotosPermissionError,
  FetchContactsPermissionError,
  OpenCameraPermissionError,
} from "./permissionErrors";
import type { Bridge } from "./transport";

export function device(bridge: Bridge) {
  const fetchContacts = guarded(
    bridge,
    { name: "contacts", access: "read", error: FetchContactsPermissionError },
    (options?: unknown) => bridge.call("fetchContacts", options),
  );
  const fetchAlbumPhotos = guarded(
    bridge,
    { name: "photos", access: "read", error: FetchAlbumPhotosPermissionError },
    (options?: unknown) => bridge.call("fetchAlbumPhotos", options ?? {}),
  );
  const openCamera = guarded(
    bridge,
    { name: "camera", access: "access", error: OpenCameraPermissionError },
    (options?: unknown) => bridge.call("openCamera", options ?? {}),
  );
  const fetchAlbumItems = flagged(
    (options?: unknown) => bridge.call("fetchAlbumItems", options ?? {}),
    "isFetchAlbumItemsSupported",
  );
  const generateHapticFeedback = (options: unknown) =>
    bridge.call("generateHapticFeedback", options);
  const openURL = (url: string) => bridge.call("openURL", { url });
  const { getCurrentLocation, startUpdateLocation } = location(bridge);
  const getLocale = () => constant("locale");
  const getPlatformOS = () => constant("platformOS");

  return {
    fetchContacts,
    fetchAlbumPhotos,
    fetchAlbumItems,
    openCamera,
    generateHapticFeedback,
    openURL,
    getCurrentLocation,
    startUpdateLocation,
    getLocale,
    getPlatformOS,
    Device: {
      get locale() {
        return getLocale();
      },
      get os() {
        return getPlatformOS();
      },
      getContacts: fetchContacts,
      getPhotos: fetchAlbumPhotos,
      getAlbumItems: gated(fetchAlbumItems),
      openCamera,
      triggerHaptic: generateHapticFeedback,
      openURL,
      getLocation: getCurrentLocation,
      subscribeLocation: startUpdateLocation,
    },
  };
}

// Stand-in for SDK 3.x, written anew and not the SDK's code: where the device is, once and on.
import { ignore, subscribe, type Listening } from "./events";
import { guarded, permissions, questions, type Permission } from "./permission";
import { GetCurrentLocationPermissionError } from "./permissionErrors";
import type { Bridge } from "./transport";

export const Accuracy = {
  Lowest: 1,
  Low: 2,
  Balanced: 3,
  High: 4,
  Highest: 5,
  BestForNavigation: 6,
} as const;

const GEOLOCATION: Permission = { name: "geolocation", access: "access" };

/** A denial that came over the wire is a plain Error; apps test for the class. */
function withClass(reason: unknown): unknown {
  const denied = new GetCurrentLocationPermissionError();
  return reason instanceof Error && reason.name === denied.name ? denied : reason;
}

export function location(bridge: Bridge) {
  const { requestPermission } = permissions(bridge);

  const getCurrentLocation = guarded(
    bridge,
    { ...GEOLOCATION, error: GetCurrentLocationPermissionError },
    (options?: unknown) => bridge.call("getCurrentLocation", options),
  );

  const listen = ({ options, onEvent, onError }: Listening): (() => void) => {
    let isOver = false;
    let stop = ignore;
    const fail = (reason: unknown) => onError(withClass(reason));
    requestPermission(GEOLOCATION).then((status) => {
      if (status === "denied") fail(new GetCurrentLocationPermissionError());
      else if (!isOver) {
        stop = subscribe(bridge, "startUpdateLocation", { options, onEvent, onError: fail });
      }
    }, fail);
    return () => {
      isOver = true;
      stop();
    };
  };
  const startUpdateLocation = Object.assign(listen, questions(bridge, GEOLOCATION));

  return { getCurrentLocation, startUpdateLocation };
}

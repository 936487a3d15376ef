// Stand-in for SDK 3.x, written anew and not the SDK's code: asking for a permission before a call.
import type { Denied } from "./permissionErrors";
import type { Bridge } from "./transport";

export interface Permission {
  readonly name: "clipboard" | "contacts" | "photos" | "geolocation" | "camera" | "microphone";
  readonly access: "read" | "write" | "access";
}

export type PermissionStatus = "notDetermined" | "allowed" | "denied";

export function permissions(bridge: Bridge) {
  const ask = (method: string) => (permission: Permission) =>
    bridge.call<PermissionStatus>(method, permission);
  return {
    getPermission: ask("getPermission"),
    requestPermission: ask("requestPermission"),
    openPermissionDialog: ask("openPermissionDialog"),
  };
}

/** The two questions that a guarded function carries, about its own permission. */
export function questions(bridge: Bridge, permission: Permission) {
  const { getPermission, openPermissionDialog } = permissions(bridge);
  return {
    getPermission: () => getPermission(permission),
    openPermissionDialog: () => openPermissionDialog(permission),
  };
}

/** Only the answer "denied" keeps the call from being sent. */
export function guarded<Args extends unknown[], Result>(
  bridge: Bridge,
  { error: PermissionDenied, ...permission }: Permission & { readonly error: Denied },
  run: (...args: Args) => Promise<Result>,
) {
  const { requestPermission } = permissions(bridge);
  const guardedRun = async (...args: Args): Promise<Result> => {
    if ((await requestPermission(permission)) === "denied") throw new PermissionDenied();
    return run(...args);
  };
  return Object.assign(guardedRun, questions(bridge, permission));
}

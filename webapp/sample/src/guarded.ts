/** The two members that every permission-guarded function of the SDK carries. */
import { call } from "./card";
import type { Section } from "./family";

type Guarded = {
  getPermission: () => Promise<unknown>;
  openPermissionDialog: () => Promise<unknown>;
};

export function permissionSection(guarded: Readonly<Record<string, Guarded>>): Section {
  return {
    title: { ko: "권한", en: "Permission" },
    cards: Object.entries(guarded).flatMap(([name, sdkFunction]) => [
      call({
        name: `${name}.getPermission`,
        detail: {
          ko: "묻지 않고 지금 권한 상태를 알려 줘요.",
          en: "The state of the permission, without asking.",
        },
        run: () => sdkFunction.getPermission(),
      }),
      call({
        name: `${name}.openPermissionDialog`,
        detail: {
          ko: "권한을 허용할지 사용자에게 물어요.",
          en: "Ask the user for the permission.",
        },
        run: () => sdkFunction.openPermissionDialog(),
      }),
    ]),
  };
}

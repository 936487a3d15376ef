import {
  getPermission,
  openPermissionDialog,
  requestPermission,
} from "@apps-in-toss/web-framework";
import { call } from "../card";
import type { Family } from "../family";
import { choice } from "../field";

const PERMISSION = {
  name: choice({ ko: "이름", en: "Name" }, [
    "clipboard",
    "contacts",
    "photos",
    "geolocation",
    "camera",
    "microphone",
  ]),
  access: choice({ ko: "접근", en: "Access" }, ["read", "write", "access"]),
};

export const permission: Family = {
  title: { ko: "권한", en: "Permission" },
  lead: {
    ko: "클립보드, 연락처, 사진첩은 read나 write를, 위치, 카메라, 마이크는 access를 써요.",
    en: "Clipboard, contacts and photos take read or write; location, camera and microphone access.",
  },
  sections: [
    {
      cards: [
        call({
          name: "getPermission",
          detail: {
            ko: "묻지 않고 지금 권한 상태를 알려 줘요.",
            en: "The state of a permission, without asking.",
          },
          fields: PERMISSION,
          run: getPermission,
        }),
        call({
          name: "openPermissionDialog",
          detail: {
            ko: "권한을 허용할지 사용자에게 물어요.",
            en: "Ask the user for a permission.",
          },
          fields: PERMISSION,
          run: openPermissionDialog,
        }),
        call({
          name: "requestPermission",
          detail: {
            ko: "아직 정하지 않았을 때만 사용자에게 물어요.",
            en: "Ask the user, unless the user has decided already.",
          },
          fields: PERMISSION,
          run: requestPermission,
        }),
      ],
    },
  ],
};

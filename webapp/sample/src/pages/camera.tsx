import { openCamera } from "@apps-in-toss/web-framework";
import { call } from "../card";
import type { Family } from "../family";
import { flag, number } from "../field";
import { permissionSection } from "../guarded";
import { picturesOf } from "../picture";
import type { Words } from "../words";

export const BASE64: Words = { ko: "base64로 받기", en: "As base64" };
export const MAX_WIDTH = number({ ko: "최대 너비 (px)", en: "Width at most (px)" }, 1024);

export const camera: Family = {
  title: { ko: "카메라", en: "Camera" },
  lead: {
    ko: "사진을 찍어 받아요. 찍은 사진은 카드 안에 보여요.",
    en: "Take a photo. It shows in the card.",
  },
  sections: [
    {
      cards: [
        call({
          name: "openCamera",
          detail: { ko: "카메라를 열고 찍은 사진을 받아요.", en: "Open the camera for a photo." },
          fields: { maxWidth: MAX_WIDTH, base64: flag(BASE64, { isOn: true }) },
          run: openCamera,
          pictures: picturesOf,
        }),
      ],
    },
    permissionSection({ openCamera }),
  ],
};

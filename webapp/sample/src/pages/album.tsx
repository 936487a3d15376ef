import { fetchAlbumItems, fetchAlbumPhotos } from "@apps-in-toss/web-framework";
import { call } from "../card";
import type { Family } from "../family";
import { choice, flag, number } from "../field";
import { permissionSection } from "../guarded";
import { picturesOf } from "../picture";
import { BASE64, MAX_WIDTH } from "./camera";

const MAX_COUNT = number({ ko: "최대 개수", en: "At most" }, 10);

const TYPES = {
  "PHOTO, VIDEO": ["PHOTO", "VIDEO"],
  PHOTO: ["PHOTO"],
  VIDEO: ["VIDEO"],
} as const;

export const album: Family = {
  title: { ko: "사진첩", en: "Album" },
  lead: {
    ko: "사진과 영상을 골라 받아요. 받은 것은 카드 안에 보여요.",
    en: "Pick photos and videos. What was picked shows in the card.",
  },
  sections: [
    {
      cards: [
        call({
          name: "fetchAlbumPhotos",
          detail: { ko: "사진을 골라 받아요.", en: "Pick photos." },
          fields: {
            maxCount: MAX_COUNT,
            maxWidth: MAX_WIDTH,
            base64: flag(BASE64, { isOn: true }),
          },
          run: fetchAlbumPhotos,
          pictures: picturesOf,
        }),
        call({
          name: "fetchAlbumItems",
          detail: { ko: "사진이나 영상을 골라 받아요.", en: "Pick photos or videos." },
          fields: {
            types: choice({ ko: "종류", en: "Types" }, ["PHOTO, VIDEO", "PHOTO", "VIDEO"]),
            maxCount: MAX_COUNT,
            maxWidth: MAX_WIDTH,
            base64: flag(BASE64, { isOn: true }),
          },
          run: ({ types, ...options }) => fetchAlbumItems({ types: [...TYPES[types]], ...options }),
          pictures: picturesOf,
        }),
      ],
    },
    permissionSection({ fetchAlbumPhotos }),
  ],
};

import { Accuracy, getCurrentLocation, startUpdateLocation } from "@apps-in-toss/web-framework";
import { call, event } from "../card";
import type { Family } from "../family";
import { choice, number } from "../field";
import { permissionSection } from "../guarded";

const ACCURACY = choice({ ko: "정확도", en: "Accuracy" }, [
  "Balanced",
  "Lowest",
  "Low",
  "High",
  "Highest",
  "BestForNavigation",
]);

export const location: Family = {
  title: { ko: "위치", en: "Location" },
  lead: {
    ko: "지금 위치를 한 번 받거나, 움직이는 동안 계속 받아요.",
    en: "Where the device is now, or wherever it goes.",
  },
  sections: [
    {
      cards: [
        call({
          name: "getCurrentLocation",
          detail: { ko: "지금 위치를 한 번 받아요.", en: "The location, once." },
          fields: { accuracy: ACCURACY },
          run: ({ accuracy }) => getCurrentLocation({ accuracy: Accuracy[accuracy] }),
        }),
        event({
          name: "startUpdateLocation",
          detail: { ko: "위치가 바뀔 때마다 받아요.", en: "The location, whenever it changes." },
          fields: {
            accuracy: ACCURACY,
            timeInterval: number({ ko: "시간 간격 (ms)", en: "Interval (ms)" }, 3000),
            distanceInterval: number({ ko: "거리 간격 (m)", en: "Distance (m)" }, 10),
          },
          start: ({ accuracy, ...intervals }, { onEvent, onError }) =>
            startUpdateLocation({
              onEvent,
              onError,
              options: { accuracy: Accuracy[accuracy], ...intervals },
            }),
        }),
      ],
    },
    permissionSection({ getCurrentLocation, startUpdateLocation }),
  ],
};

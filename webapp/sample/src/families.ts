/** Every family of the SDK, by its name, which is also the path of its page. */
import type { Family } from "./family";
import { ads } from "./pages/ads";
import { age } from "./pages/age";
import { album } from "./pages/album";
import { analytics } from "./pages/analytics";
import { auth } from "./pages/auth";
import { banner } from "./pages/banner";
import { bridge } from "./pages/bridge";
import { camera } from "./pages/camera";
import { certificate } from "./pages/certificate";
import { clipboard } from "./pages/clipboard";
import { consent } from "./pages/consent";
import { contacts } from "./pages/contacts";
import { documents } from "./pages/document";
import { environment } from "./pages/environment";
import { game } from "./pages/game";
import { haptics } from "./pages/haptics";
import { iap } from "./pages/iap";
import { location } from "./pages/location";
import { navigation } from "./pages/navigation";
import { notification } from "./pages/notification";
import { permission } from "./pages/permission";
import { promotion } from "./pages/promotion";
import { review } from "./pages/review";
import { screen } from "./pages/screen";
import { server } from "./pages/server";
import { serviceWeb } from "./pages/service_web";
import { share } from "./pages/share";
import { storage } from "./pages/storage";
import { tosspay } from "./pages/tosspay";
import type { Words } from "./words";

export const FAMILIES = {
  auth,
  storage,
  environment,
  permission,
  clipboard,
  contacts,
  album,
  camera,
  location,
  haptics,
  document: documents,
  screen,
  navigation,
  share,
  notification,
  review,
  service_web: serviceWeb,
  consent,
  age,
  certificate,
  iap,
  tosspay,
  promotion,
  ads,
  banner,
  game,
  analytics,
  bridge,
  server,
} as const satisfies Record<string, Family>;

export type FamilyName = keyof typeof FAMILIES;

export const FAMILY_NAMES = Object.keys(FAMILIES) as FamilyName[];

export type Group = { title: Words; names: readonly FamilyName[] };

/** How the first page lists them; a test holds that each is listed once. */
export const GROUPS: readonly Group[] = [
  { title: { ko: "기본", en: "Basics" }, names: ["auth", "storage", "environment"] },
  {
    title: { ko: "기기", en: "Device" },
    names: [
      "permission",
      "clipboard",
      "contacts",
      "album",
      "camera",
      "location",
      "haptics",
      "document",
      "screen",
    ],
  },
  {
    title: { ko: "토스 앱", en: "The Toss app" },
    names: ["navigation", "share", "notification", "review", "service_web"],
  },
  { title: { ko: "사용자 정보", en: "The user" }, names: ["consent", "age", "certificate"] },
  { title: { ko: "결제와 리워드", en: "Money" }, names: ["iap", "tosspay", "promotion"] },
  { title: { ko: "광고", en: "Ads" }, names: ["ads", "banner"] },
  { title: { ko: "게임", en: "Games" }, names: ["game"] },
  { title: { ko: "개발", en: "Development" }, names: ["analytics", "bridge", "server"] },
];

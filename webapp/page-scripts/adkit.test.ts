import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { load, openScreen } from "./scripts";

const FILES = ["builtins", "failures", "sight", "banner", "kit", "frame", "attach"];
type Failure = { code: number; message: string } | undefined;
type Slot = { load: () => Promise<void>; destroy: () => void };
type Kit = {
  init: (config: object) => void;
  isInitialized: () => boolean;
  banner: { createSlot: (target: Element, options: object) => Slot; destroyAll: () => void };
};
type Ads = {
  initialize: (options: object) => void;
  attachBanner: (id: string, target: Element, options?: object) => { destroy: () => void };
};
type Answer = (value: unknown) => void;
type Ask = (method: string, argument: object, answered?: Answer, failed?: Answer) => void;
type Scripts = {
  kit: Kit;
  adsOf: (ask: Ask) => Ads;
  failureOf: (envelope: object) => Failure;
};

let scripts: Scripts;
let inSight: (share: number) => void;
let told: unknown[][];
let place: HTMLElement;

beforeEach(() => {
  vi.useFakeTimers();
  ({ inSight } = openScreen());
  for (const name of ["ErrorEvent", "PromiseRejectionEvent"])
    if (!(name in globalThis)) Object.assign(globalThis, { [name]: class extends Event {} });
  scripts = load<Scripts>("server/adkit", FILES, "kit", "adsOf", "failureOf");
  told = [];
  place = document.body.appendChild(document.createElement("div"));
});
afterEach(() => {
  vi.useRealTimers();
  place.remove();
});

const NAMES = ["onAdRendered", "onAdViewable", "onAdImpression", "onAdClicked", "onNoFill"];
const callbacks = () =>
  Object.fromEntries(
    [...NAMES, "onAdFailedToRender"].map((name) => [
      name,
      ({ error }: { error?: Failure }) => told.push(error ? [name, error] : [name]),
    ]),
  );
const creative = {
  id: "c",
  label: "가짜 광고",
  title: "<b>제목</b>",
  landingUrl: "https://e.example/",
};
const FILLED = {
  resultType: "SUCCESS",
  success: { requestId: "r", status: "OK", ads: [{ styleId: "1", creative }] },
};
const slot = () => scripts.kit.banner.createSlot(place, { spaceId: "g", callbacks: callbacks() });
const link = () => place.querySelector("[data-aitdesk-ad]")?.shadowRoot?.querySelector("a");

test.each([
  [{ resultType: "SUCCESS" }, undefined],
  [{ resultType: "SUCCESS", success: { status: "NO_AD" } }, undefined],
  [{ resultType: "SUCCESS", success: { status: "LIMITED_AD" } }, 1014],
  [{ resultType: "HTTP_TIMEOUT", error: { reason: "late" } }, 1008],
  [{ resultType: "INTERNAL_ERROR" }, 1004],
  [{ resultType: "constructor" }, 1017],
])("the answer %j has its number", (envelope, code) => {
  expect(scripts.failureOf(envelope)?.code).toBe(code);
});

test("a banner is drawn as text, seen, and viewed after a second in sight", async () => {
  scripts.kit.init({ customAdFetcher: () => Promise.resolve(FILLED) });
  await slot().load();
  inSight(0.4);
  inSight(0.6);
  vi.advanceTimersByTime(999);
  const early = [...told];
  vi.advanceTimersByTime(1);
  expect([early, told.at(-1), link()?.querySelector(".title")?.textContent]).toEqual([
    [["onAdRendered"], ["onAdImpression"]],
    ["onAdViewable"],
    "<b>제목</b>",
  ]);
});

test("a tap opens where the ad leads, and not in the page", async () => {
  const opened: string[] = [];
  scripts.kit.init({
    customAdFetcher: () => Promise.resolve(FILLED),
    opener: (url: string) => opened.push(url),
  });
  await slot().load();
  const tap = new MouseEvent("click", { cancelable: true });
  link()?.dispatchEvent(tap);
  expect([opened, tap.defaultPrevented, told.at(-1)]).toEqual([
    ["https://e.example/"],
    true,
    ["onAdClicked"],
  ]);
});

test("a slot that is destroyed meanwhile stays empty", async () => {
  scripts.kit.init({ customAdFetcher: () => Promise.resolve(FILLED) });
  const made = slot();
  const loading = made.load();
  made.destroy();
  await loading;
  expect([told, place.children.length]).toEqual([[], 0]);
});

test.each([
  [undefined, [["onAdFailedToRender", { code: 1007, message: "init() was not called" }]]],
  [
    () => Promise.reject(new Error("no")),
    [["onAdFailedToRender", { code: 1001, message: "Error: no" }]],
  ],
  [() => Promise.resolve({ resultType: "SUCCESS", success: { ads: [] } }), [["onNoFill"]]],
])("without an ad the page is told why (%#)", async (customAdFetcher, expected) => {
  if (customAdFetcher) scripts.kit.init({ customAdFetcher });
  await slot().load();
  expect(told).toEqual(expected);
});

test("the kit of 3.x asks the host, and gives one banner an element", async () => {
  const asked: string[] = [];
  const ads = scripts.adsOf((method, _, answered) => {
    asked.push(method);
    answered?.(FILLED);
  });
  await new Promise<void>((onInitialized) => ads.initialize({ callbacks: { onInitialized } }));
  const first = ads.attachBanner("g", place, { callbacks: callbacks() });
  const second = ads.attachBanner("g", place);
  await vi.waitUntil(() => told.length);
  first.destroy();
  expect([first === second, told, asked, place.children.length]).toEqual([
    true,
    [["onAdRendered"]],
    ["__injectedAd"],
    0,
  ]);
});

test("before initialize() a banner fails with the words of the SDK", () => {
  const ads = scripts.adsOf(() => undefined);
  ads.attachBanner("g", place, { callbacks: callbacks() }).destroy();
  const message = "[toss-ad] Call initialize() before attaching an ad.";
  expect(told).toEqual([["onAdFailedToRender", { code: 0, message }]]);
});

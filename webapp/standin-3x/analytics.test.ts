// Tests of the stand-in for SDK 3.x: what Analytics sends by itself, and where it sends nothing.
import { beforeEach, expect, test, vi } from "vitest";
import { CONSTANTS, openSdk, without } from "./stubHost";

const ID = CONSTANTS.deploymentId;
const DEPLOYED = { deployment_id: ID, deployment_timestamp: 0x0198c0de0000 };
const PAGE = { search: "a=1", referrer: "push" };

const visit = (href: string) => vi.stubGlobal("location", { href });

beforeEach(() => {
  visit("https://standin.web.tossmini.com/shop?a=1#top");
});

test("a screen: the app's members are at the top as well, and win", async () => {
  const { sdk, calls } = openSdk();
  await sdk.Analytics.screen({ search: "mine", step: 2 });
  expect(calls()).toEqual([
    [
      "eventLog",
      {
        search: "mine",
        step: 2,
        log_type: "screen",
        log_name: "/shop::screen",
        params: { ...PAGE, document_title: "Stand-in", ...DEPLOYED, search: "mine", step: 2 },
      },
    ],
  ]);
});

test.each(["impression", "click"] as const)("an %s: the fixed members win", async (kind) => {
  const { sdk, calls } = openSdk();
  await sdk.Analytics[kind]({ search: "mine", step: 2 });
  expect(calls()).toEqual([
    [
      "eventLog",
      {
        log_type: "event",
        log_name: `/shop::${kind}`,
        params: { step: 2, ...PAGE, ...DEPLOYED, event_type: kind },
      },
    ],
  ]);
});

test.each(["screen", "impression", "click"] as const)("the app names its %s", async (kind) => {
  const { sdk, calls } = openSdk();
  await sdk.Analytics[kind]({ log_name: "mine" });
  const { log_name, params } = calls()[0]![1] as { log_name: string; params: object };
  expect([log_name, Object.hasOwn(params, "log_name")]).toEqual(["mine", false]);
});

test.each(["screen", "impression", "click"] as const)("without https no %s is sent", (kind) => {
  visit("http://localhost:5173/shop");
  const { sdk, messages } = openSdk({ constants: {} });
  expect([sdk.Analytics[kind](), messages]).toEqual([undefined, []]);
});

test("a plain log is sent from any page", async () => {
  visit("http://localhost:5173/shop");
  const { sdk, calls } = openSdk();
  await sdk.Analytics.log({ log_name: "n" });
  expect(calls()).toEqual([["eventLog", { log_name: "n" }]]);
});

test.each([
  ["a scheme that is no URL", { ...CONSTANTS, schemeUri: "" }, null],
  ["no scheme", without("schemeUri"), null],
  ["a scheme without a referrer", { ...CONSTANTS, schemeUri: "intoss://a" }, null],
])("%s makes the referrer null", async (_name, constants, referrer) => {
  const { sdk, calls } = openSdk({ constants });
  await sdk.Analytics.click();
  expect(calls()[0]![1]).toMatchObject({ params: { referrer } });
});

test("a deployment that is no UUID has the timestamp null", async () => {
  const { sdk, calls } = openSdk({ constants: { ...CONSTANTS, deploymentId: "local" } });
  await sdk.Analytics.click();
  expect(calls()[0]![1]).toMatchObject({
    params: { deployment_id: "local", deployment_timestamp: null },
  });
});

test.each(["screen", "impression", "click"] as const)("without a deployment %s throws", (kind) => {
  const { sdk } = openSdk({ constants: without("deploymentId") });
  expect(() => sdk.Analytics[kind]()).toThrow(TypeError);
});

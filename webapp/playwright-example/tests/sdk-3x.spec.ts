/** A page of SDK 3.x: the same phone, the same tests; only some names on the wire differ. */
import { expect, test } from "../aitdesk";

/** What this page has of its own: the functions of the SDK, as an import would give them. */
declare global {
  interface Window {
    sdk: Record<string, (...args: unknown[]) => Promise<unknown>>;
  }
}

test.beforeEach(async ({ page }) => {
  await expect(page.locator("#status")).toHaveText("ready");
});

test("a call of SDK 3.x is answered, and found in the journal", async ({ page, phone }) => {
  await phone.set({ network: { status: "4G" } });
  expect(await page.evaluate(() => window.sdk["getNetworkStatus"]!())).toBe("4G");
  expect(await phone.calls("getNetworkStatus")).toMatchObject([{ line: "3", outcome: "resolved" }]);
});

test("a call is overridden by the name that SDK 3.x sends", async ({ page, phone }) => {
  await phone.override("requestMiniAppReview", { error: { message: "busy", code: "BUSY" } });
  const ended = page.evaluate(() => window.sdk["requestReview"]!().catch(({ code }) => code));
  expect(await ended).toBe("BUSY");
  expect(await phone.calls("requestMiniAppReview")).toMatchObject([{ outcome: "rejected" }]);
});

test("a denied permission is the same error as in SDK 2.x", async ({ page, phone }) => {
  await phone.set({ permissions: { "geolocation/access": "denied" } });
  const ended = page.evaluate(() =>
    window.sdk["getCurrentLocation"]!({ accuracy: 3 }).catch(({ name }) => name),
  );
  expect(await ended).toBe("getCurrentLocation permission error");
});

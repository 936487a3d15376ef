/** aitdesk's own sample, as it was built for the phone: nothing in it knows of tests. */
import type { Page } from "@playwright/test";
import { expect, test } from "../aitdesk";

/** Opens a family of the sample and presses the button of one card. */
async function run(page: Page, family: string, name: string) {
  await page.getByTestId(`open-${family}`).click();
  await page.getByTestId(`call-${name}`).click();
}

test.describe("where the person gives no location", () => {
  test.use({ wanted: { state: { permissions: { "geolocation/access": "denied" } } } });

  test("the mini-app says so and does not ask the phone", async ({ page, phone }) => {
    await run(page, "location", "getCurrentLocation");
    await expect(page.getByTestId("error-name-getCurrentLocation")).toHaveText(
      "getCurrentLocation permission error",
    );
    expect(await phone.calls("getCurrentLocation")).toEqual([]);
  });
});

test("a person taps the sheet that asks", async ({ page, phone }) => {
  await run(page, "location", "getCurrentLocation");
  await phone.sheet.getByTestId("aitdesk-choice-allow").click();
  await expect(page.getByTestId("result-getCurrentLocation")).toContainText("latitude");
  expect(await phone.state("permissions")).toMatchObject({
    "geolocation/access": { status: "allowed" },
  });
});

test("a purchase is paid by the script and granted by the mini-app", async ({ page, phone }) => {
  await phone.answerNext("purchase", "pay");
  await run(page, "iap", "IAP.createOneTimePurchaseOrder");
  await expect(page.getByTestId("log-IAP.createOneTimePurchaseOrder")).toContainText(
    '"type": "success"',
  );
  const orders = await phone.state<Record<string, { sku: string; status: string }>>("orders");
  expect(Object.values(orders)).toMatchObject([{ sku: "aitdesk.test.coins", status: "COMPLETED" }]);
});

test("a purchase that is cancelled leaves no order", async ({ page, phone }) => {
  await phone.answerNext("purchase", "cancel");
  await run(page, "iap", "IAP.createOneTimePurchaseOrder");
  await expect(page.getByTestId("error-code-IAP.createOneTimePurchaseOrder")).toHaveText(
    "USER_CANCELED",
  );
  expect(await phone.state("orders")).toEqual({});
});

test("a call is answered otherwise once, and fails once", async ({ page, phone }) => {
  await phone.override("getServerTime", { value: 1_700_000_000_000 }, 1);
  await run(page, "environment", "getServerTime");
  await expect(page.getByTestId("result-getServerTime")).toHaveText("1700000000000");

  await phone.override("getServerTime", { error: { message: "no time", code: "BUSY" } }, 1);
  await page.getByTestId("call-getServerTime").click();
  await expect(page.getByTestId("error-message-getServerTime")).toHaveText("no time");
  const outcomes = (await phone.calls("getServerTime")).map(({ outcome }) => outcome);
  expect(outcomes).toEqual(["resolved", "rejected"]);
});

test("without a network the mini-app hears so and its requests fail", async ({ page, phone }) => {
  const load = () => page.evaluate(() => fetch("/icon.png").then((answer) => answer.status));
  expect(await load()).toBe(200);
  await phone.set({ network: { status: "OFFLINE" } });
  await run(page, "environment", "getNetworkStatus");
  await expect(page.getByTestId("result-getNetworkStatus")).toHaveText('"OFFLINE"');
  await expect(load()).rejects.toThrow("Failed to fetch");
});

test("two people use it at once, each with a phone of their own", async ({ openPhone }) => {
  const phones = await Promise.all([
    openPhone({ user: "alice" }),
    openPhone({ user: "bob", os: "android" }),
  ]);
  const keys = phones.map(async ({ page }) => {
    await page.getByTestId("call-getAnonymousKey").click();
    return page.getByTestId("result-getAnonymousKey").innerText();
  });
  const [alice, bob] = await Promise.all(keys);
  expect(alice).not.toBe(bob);

  // What one stores, the other does not have.
  const [first, second] = phones.map(({ page }) => page);
  await first!.evaluate(() => localStorage.setItem("nickname", "alice"));
  expect(await second!.evaluate(() => localStorage.getItem("nickname"))).toBeNull();
  expect(await second!.evaluate(() => navigator.userAgent)).toContain("Android");
});

test("back goes through the pages of the mini-app", async ({ page, phone }) => {
  await page.getByTestId("open-location").click();
  await expect(page.getByTestId("page-location")).toBeVisible();
  await phone.press("back");
  await expect(page.getByTestId("page-home")).toBeVisible();
});

test("the close button ends the mini-app", async ({ page, phone }) => {
  await expect(page.getByTestId("page-home")).toBeVisible();
  const closed = page.waitForEvent("close");
  await phone.press("close");
  await closed;
});

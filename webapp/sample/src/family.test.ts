import { expect, test } from "vitest";
import { FAMILIES } from "./families";
import { keysWanted, namesOf } from "./family";

test("a page names what its view, its readings and its cards call", () => {
  expect(namesOf(FAMILIES.storage)).toEqual([
    "Storage.setItem",
    "Storage.getItem",
    "Storage.removeItem",
    "Storage.clearItems",
  ]);
  expect(namesOf(FAMILIES.review)).toEqual(["requestReview", "requestReview.isSupported"]);
});

test("a page wants the keys that its fields take, and no others", () => {
  expect(keysWanted(FAMILIES.contacts)).toEqual(["nextOffset"]);
  expect(new Set(keysWanted(FAMILIES.iap))).toEqual(
    new Set(["sku", "offerId", "orderId", "nextKey"]),
  );
  expect(keysWanted(FAMILIES.storage)).toEqual([]);
});

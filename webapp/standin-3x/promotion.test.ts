// Tests of the stand-in for SDK 3.x: what granting a reward can come to, flat and namespaced.
import { expect, test } from "vitest";
import { openSdk, outcome, type Reply } from "./stubHost";

const PARAMS = { promotionCode: "P", amount: 10 };
const CODED = { __instanceof: "Error", name: "E", message: "granted before", code: "4113" };

async function grant(reply: Reply) {
  const { sdk, calls } = openSdk({ answer: () => reply });
  const flat = await outcome(() => sdk.grantPromotionReward({ params: PARAMS }));
  const spaced = await outcome(() => sdk.Promotion.grantReward(PARAMS));
  const sent = ["grantPromotionReward", { params: PARAMS }];
  expect(calls()).toEqual([sent, sent]);
  return [flat, spaced].map(([how, what]) => {
    if (!(what instanceof Error)) return [how, what];
    const { name, message } = what;
    return [how, { name, message, code: (what as { code?: string }).code }];
  });
}

test("a key is what both resolve to", async () => {
  expect(await grant({ value: { key: "k" } })).toEqual([
    ["resolves", { key: "k" }],
    ["resolves", { key: "k" }],
  ]);
});

test("an error with a code becomes an outcome, and a throw with that code", async () => {
  expect(await grant({ value: CODED })).toEqual([
    ["resolves", { errorCode: "4113", message: "granted before" }],
    ["rejects", { name: "4113", code: "4113", message: "granted before" }],
  ]);
});

test.each<[string, Reply]>([
  ["no key", { value: {} }],
  ["an empty key", { value: { key: "" } }],
  ["null", { value: null }],
  ["undefined", { value: undefined }],
  ["a text", { value: "any" }],
  ["an error without a code", { value: { ...CODED, code: undefined } }],
  ["an error whose code is a number", { value: { ...CODED, code: 4113 } }],
  ["a failure, which loses its code", { error: JSON.stringify({ ...CODED, __isError: true }) }],
  ["true as the failure", { error: true }],
])("%s becomes ERROR and UNKNOWN_ERROR", async (_name, reply) => {
  expect(await grant(reply)).toEqual([
    ["resolves", "ERROR"],
    ["rejects", { name: "UNKNOWN_ERROR", code: "UNKNOWN_ERROR", message: expect.any(String) }],
  ]);
});

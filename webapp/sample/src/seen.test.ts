import { expect, test } from "vitest";
import { addSeen, valuesUnder } from "./seen";

test("a key is found however deep, and its empty values are not", () => {
  const answer = { orders: [{ orderId: "a" }, { orderId: "" }, { data: { orderId: 3 } }] };
  expect(valuesUnder(answer, "orderId")).toEqual(["a", "3"]);
  expect(
    [undefined, null, "orderId", ["orderId"]].map((each) => valuesUnder(each, "orderId")),
  ).toEqual(Array(4).fill([]));
});

test("the newest come first, each once, and no more than six", () => {
  const seen = addSeen({ id: ["a", "b"] }, [{ id: "b" }, { id: "c" }], ["id"]);
  expect(seen).toEqual({ id: ["b", "c", "a"] });
  const many = Array.from({ length: 9 }, (_, id) => ({ id }));
  expect(addSeen(seen, many, ["id"])).toEqual({ id: ["0", "1", "2", "3", "4", "5"] });
});

test("an answer without news leaves what was seen as it is", () => {
  const seen = { id: ["a"] };
  expect(addSeen(seen, { id: "a" }, ["id"])).toBe(seen);
  expect(addSeen(seen, { name: "b" }, ["id"])).toBe(seen);
});

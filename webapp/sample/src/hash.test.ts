import { expect, test } from "vitest";
import { shortenHash } from "./hash";

test("a long hash shows both of its ends", () => {
  expect(shortenHash("abcdefgh-------------------------------12345678")).toBe("abcdefgh…12345678");
});

test("a hash that would not get shorter is shown whole", () => {
  expect(shortenHash("abcdefgh-12345678")).toBe("abcdefgh-12345678");
});

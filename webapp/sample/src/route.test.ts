import { expect, test } from "vitest";
import { pageAt } from "./route";

test("each page has its own path", () => {
  expect(["/", "/storage", "/environment"].map(pageAt)).toEqual(["auth", "storage", "environment"]);
});

test("a trailing slash does not matter", () => {
  expect(pageAt("/storage/")).toBe("storage");
});

test("an unknown path shows the first page", () => {
  expect(pageAt("/no/such/page")).toBe("auth");
});

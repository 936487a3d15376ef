import { expect, test } from "vitest";
import { picturesOf } from "./picture";

const LETTERS = `/9j/${"A".repeat(80)}==`;

test("a data URI is shown as it is", () => {
  expect(picturesOf({ id: "a", dataUri: "data:image/png;base64,AAAA" })).toEqual([
    { id: "0-a", kind: "image", source: "data:image/png;base64,AAAA" },
  ]);
});

test("bare base64 gets the front that its kind needs", () => {
  const items = [
    { id: "a", dataUri: LETTERS, type: "PHOTO" },
    { id: "b", dataUri: LETTERS, type: "VIDEO" },
  ];
  expect(picturesOf(items)).toEqual([
    { id: "0-a", kind: "image", source: `data:image/jpeg;base64,${LETTERS}` },
    { id: "1-b", kind: "video", source: `data:video/mp4;base64,${LETTERS}` },
  ]);
});

test("a path stays a path", () => {
  expect(picturesOf([{ id: "a", dataUri: "/tmp/photo.jpg" }])).toEqual([
    { id: "0-a", kind: "image", source: "/tmp/photo.jpg" },
  ]);
});

test("what has no picture shows none", () => {
  expect(
    [undefined, null, "data:", [], {}, [{ id: "a" }], { dataUri: "" }].map(picturesOf),
  ).toEqual(Array(7).fill([]));
});

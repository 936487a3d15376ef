import { expect, test } from "vitest";
import { makePdf, toBase64 } from "./document";

test("every row of the PDF's table points at its object", () => {
  const pdf = makePdf("Hello (world)");
  const rows = [...pdf.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) => Number(offset));
  expect(rows.map((offset) => pdf.slice(offset, offset + 7))).toEqual(
    rows.map((_, index) => `${index + 1} 0 obj`),
  );
  expect(rows).toHaveLength(5);
});

test("the PDF ends with the place of its table", () => {
  const pdf = makePdf("Hello");
  const place = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(pdf)?.[1]);
  expect(pdf.slice(place, place + 5)).toBe("xref\n");
});

test("the stream is as long as it says, brackets and all", () => {
  const [, length, stream] = /Length (\d+) >>\nstream\n(.*)\nendstream/.exec(makePdf("a(b)")) ?? [];
  expect(stream).toContain("(a\\(b\\)) Tj");
  expect(Number(length)).toBe(stream?.length);
});

test("Korean survives base64", () => {
  expect(toBase64("안녕")).toBe("7JWI64WV");
});

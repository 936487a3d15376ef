import { openPDFViewer, saveBase64Data } from "@apps-in-toss/web-framework";
import { call } from "../card";
import { makePdf, toBase64 } from "../document";
import type { Family } from "../family";
import { choice, text } from "../field";
import type { Words } from "../words";

const FILE_NAME: Words = { ko: "파일 이름", en: "File name" };
const LINE: Words = { ko: "적을 글 (영문)", en: "Line to write" };

const CONTENTS = {
  "application/pdf": (line: string) => makePdf(line),
  "text/plain": (line: string) => line,
  "image/svg+xml": (line: string) =>
    '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="80">' +
    `<text x="16" y="48" font-size="24">${line.replace(/[<&]/g, "")}</text></svg>`,
} as const;

export const documents: Family = {
  title: { ko: "문서", en: "Documents" },
  lead: {
    ko: "그 자리에서 만든 작은 파일을 저장하고 열어요.",
    en: "Save and open small files that are made on the spot.",
  },
  sections: [
    {
      cards: [
        call({
          name: "openPDFViewer",
          detail: { ko: "한 쪽짜리 PDF를 열어요.", en: "Open a PDF of one page." },
          fields: { filename: text(FILE_NAME, "sample.pdf"), line: text(LINE, "Hello, PDF") },
          run: ({ filename, line }) => openPDFViewer({ data: toBase64(makePdf(line)), filename }),
        }),
        call({
          name: "saveBase64Data",
          detail: { ko: "파일을 기기에 저장해요.", en: "Save a file on the device." },
          fields: {
            fileName: text(FILE_NAME, "sample.pdf"),
            mimeType: choice({ ko: "종류", en: "Type" }, [
              "application/pdf",
              "text/plain",
              "image/svg+xml",
            ]),
            line: text(LINE, "Hello, file"),
          },
          run: ({ fileName, mimeType, line }) =>
            saveBase64Data({ data: toBase64(CONTENTS[mimeType](line)), fileName, mimeType }),
        }),
      ],
    },
  ],
};

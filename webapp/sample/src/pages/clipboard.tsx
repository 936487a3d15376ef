import { getClipboardText, setClipboardText } from "@apps-in-toss/web-framework";
import { call } from "../card";
import type { Family } from "../family";
import { text } from "../field";
import { permissionSection } from "../guarded";

export const clipboard: Family = {
  title: { ko: "클립보드", en: "Clipboard" },
  lead: { ko: "글을 복사하고, 복사해 둔 글을 읽어요.", en: "Copy text, and read what was copied." },
  sections: [
    {
      cards: [
        call({
          name: "setClipboardText",
          detail: { ko: "글을 클립보드에 복사해요.", en: "Copy a text." },
          fields: {
            text: text({ ko: "글", en: "Text" }, "안녕하세요 🙂", { isWide: true }),
          },
          run: ({ text: copied }) => setClipboardText(copied),
        }),
        call({
          name: "getClipboardText",
          detail: { ko: "클립보드에 있는 글을 읽어요.", en: "Read the text that was copied." },
          run: getClipboardText,
        }),
      ],
    },
    permissionSection({ setClipboardText, getClipboardText }),
  ],
};

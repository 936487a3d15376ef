import { fetchContacts } from "@apps-in-toss/web-framework";
import { call } from "../card";
import type { Family } from "../family";
import { number, text } from "../field";
import { permissionSection } from "../guarded";

export const contacts: Family = {
  title: { ko: "연락처", en: "Contacts" },
  lead: {
    ko: "연락처를 나눠서 받아요. 다음 쪽은 답에 있는 nextOffset부터예요.",
    en: "Contacts, page by page. The next page begins at the answer's nextOffset.",
  },
  sections: [
    {
      cards: [
        call({
          name: "fetchContacts",
          detail: {
            ko: "찾는 글이 비어 있으면 모두 받아요.",
            en: "All of them, unless a search is given.",
          },
          fields: {
            size: number({ ko: "개수", en: "Size" }, 10),
            offset: number({ ko: "시작 위치", en: "Offset" }, 0, { from: "nextOffset" }),
            contains: text({ ko: "이름에 든 글", en: "Name contains" }, ""),
          },
          run: ({ size, offset, contains }) =>
            fetchContacts(
              contains === "" ? { size, offset } : { size, offset, query: { contains } },
            ),
        }),
      ],
    },
    permissionSection({ fetchContacts }),
  ],
};

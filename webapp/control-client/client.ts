// What a program does that asks control from TypeScript. Its types come from `GET /schema`:
// openapi-typescript schema.json -o control.d.ts --default-non-nullable false

import createClient from "openapi-fetch";
import type { components, paths } from "./control";

type Entry = components["schemas"]["JournalResponse"]["entries"][number];

export function connect(url: string, token: string) {
  return createClient<paths>({ baseUrl: url, headers: { authorization: `Bearer ${token}` } });
}

export type Control = ReturnType<typeof connect>;

/** Opens another phone, on which a permission is denied, and returns its control. */
export async function open(control: Control): Promise<Control> {
  const { data, error } = await control.POST("/windows", {
    body: { os: "android", state: { permissions: { "clipboard/read": "denied" } } },
  });
  if (error) throw new Error(`${error.error.code}: ${error.error.message}`);
  return connect(data.control, data.token);
}

/** Changes the network, and returns what it is now. */
export async function slow(control: Control): Promise<string> {
  await control.PATCH("/state", { body: { network: { status: "3G" }, prompts: null } });
  const { data } = await control.GET("/state/network");
  const status: "OFFLINE" | "WIFI" | "2G" | "3G" | "4G" | "5G" | "WWAN" | "UNKNOWN" | undefined =
    data?.status;
  return status ?? "nobody answers";
}

/** Waits until the page is idle; answers a sheet that is open. */
export async function settle(control: Control): Promise<string | null> {
  const { data } = await control.POST("/settle", { body: {} });
  const prompts = (await control.GET("/prompts")).data?.prompts ?? [];
  for (const { id, sheet } of prompts) {
    const choice: string | undefined = sheet.choices[0]?.id;
    if (choice !== undefined)
      await control.POST("/prompts/{id}", { params: { path: { id } }, body: { choice } });
  }
  return data?.waiting ?? null;
}

/** Tells what the page shows. */
export async function text(control: Control): Promise<string | undefined> {
  const { data } = await control.GET("/page", { params: { query: { timeout_ms: 500 } } });
  const under_way: string | null | undefined = data?.under_way;
  return under_way ?? data?.facts?.text;
}

/** Reads the journal to its end, and returns a line for each entry that went wrong. */
export async function wrong(control: Control): Promise<string[]> {
  const lines: string[] = [];
  for (let after = 0, isOver = false; !isOver;) {
    const { data } = await control.GET("/journal", {
      params: { query: { after, wait_ms: 1000 } },
    });
    if (!data) break;
    lines.push(...data.entries.flatMap(said));
    [after, isOver] = [data.next_after, data.is_over];
  }
  return lines;
}

function said(entry: Entry): string[] {
  switch (entry.kind) {
    case "call":
      return entry.error ? [`${entry.name} took ${entry.ms} ms: ${entry.error.message}`] : [];
    case "console":
      return entry.level === "error" ? [`${entry.source}:${entry.line} ${entry.text}`] : [];
    case "page_error":
      return [entry.text];
    case "missing":
      return [entry.path];
    default:
      return [];
  }
}

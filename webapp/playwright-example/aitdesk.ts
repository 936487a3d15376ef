/**
 * Lets tests of Playwright Test drive a mini-app in aitdesk: copy this file into your repository.
 *
 * `page` is the mini-app on a fresh phone, `phone` is that phone, `openPhone` opens more of them.
 * One `aitdesk serve --test` serves all tests of a worker; no browser of Playwright's is needed.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import {
  test as base,
  chromium,
  expect,
  selectors,
  type Browser,
  type CDPSession,
  type Locator,
  type Page,
  type TestInfo,
} from "@playwright/test";

/** What a phone is like from its beginning; what is left out is as `aitdesk serve` was told. */
export type Wanted = {
  device?: string;
  os?: "ios" | "android";
  toss_version?: string;
  environment?: "toss" | "sandbox";
  locale?: string;
  scheme?: string;
  user?: string;
  state?: StatePatch;
};
type Policy = "ask" | "allow" | "deny";
/** A merge patch over the phone's state, part by part: see aitdesk's control.md for all parts. */
export type StatePatch = {
  network?: { status: "OFFLINE" | "WIFI" | "2G" | "3G" | "4G" | "5G" | "WWAN" | "UNKNOWN" };
  permissions?: Record<string, "allowed" | "denied" | null>;
  prompts?: { default?: Policy; kinds?: Record<string, Policy> };
  screen?: { orientation: "portrait" | "landscape" };
  [part: string]: object | undefined;
};
export type Given =
  { value?: unknown } | { error: { message: string; code?: string; name?: string } };
export type Entry = { id: number; at_ms: number; kind: string };
export type Call = Entry & {
  name: string;
  args: unknown[];
  outcome: "resolved" | "rejected" | "crashed" | "unanswered" | "abandoned";
  value?: unknown;
  error?: unknown;
};
type Opened = { control: string; token: string; page: string; origin: string };
type Served = Opened & { devtools: string };

/** Sends one request to a phone's control. */
async function request(to: Opened, method: string, path: string, body?: object) {
  const headers = { authorization: `Bearer ${to.token}` };
  const content = body === undefined ? {} : { body: JSON.stringify(body) };
  const signal = AbortSignal.timeout(10_000);
  const answer = await fetch(to.control + path, { method, headers, signal, ...content });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}

/** One phone with its mini-app; every name of a call is the name on the wire. */
export class Phone {
  readonly page: Page;
  /** The sheets that are open, which no locator of the page finds, as no script of it does. */
  readonly sheet: Locator;
  readonly origin: string;
  readonly #opened: Opened;

  constructor(page: Page, sheet: Locator, opened: Opened) {
    this.page = page;
    this.sheet = sheet;
    this.origin = opened.origin;
    this.#opened = opened;
  }
  /** Any other request of control.md. */
  async ask<T = unknown>(method: string, path: string, body?: object): Promise<T> {
    return (await request(this.#opened, method, path, body)).json() as Promise<T>;
  }
  state<T>(part: string): Promise<T> {
    return this.ask("GET", `/state/${part}`);
  }
  set(patch: StatePatch) {
    return this.ask("PATCH", "/state", patch);
  }
  /** Answers the next question of a kind in the person's place, or the one that is open. */
  answerNext(kind: string, choice: string, values: object = {}) {
    return this.ask("POST", "/prompts/expected", { kind, choice, values });
  }
  /** Gives a call another result, or an error: always, or so many times. */
  override(name: string, given: Given, times?: number) {
    return this.ask("PUT", `/answers/${name}`, times === undefined ? given : { ...given, times });
  }
  press(button: "back" | "home" | "close" | "accessory" | "swipe_back") {
    return this.ask("POST", "/press", { button });
  }
  async journal(): Promise<Entry[]> {
    type Read = { entries: Entry[] };
    return (await this.ask<Read>("GET", "/journal?limit=5000")).entries;
  }
  /** The calls that have ended, oldest first. */
  async calls(name: string): Promise<Call[]> {
    const calls = (await this.journal()).filter(({ kind }) => kind === "call") as Call[];
    return calls.filter((call) => call.name === name);
  }
  /** What no test should leave behind: errors of the page, calls and sheets without an answer. */
  async troubles(): Promise<object[]> {
    const isTrouble = ({ kind, outcome }: Entry & Partial<Call>) =>
      kind === "page_error" || outcome === "unanswered" || outcome === "crashed";
    type Asked = { prompts: { kind: string; for_call: string }[] };
    const { prompts } = await this.ask<Asked>("GET", "/prompts");
    const sheets = prompts.map(({ kind, for_call }) => ({ kind: `sheet: ${kind}`, for_call }));
    return [...(await this.journal()).filter(isTrouble), ...sheets];
  }
  /** Leaves a picture of the phone and its journal with the results of a test. */
  async attachTo(info: TestInfo, name: string) {
    const shown = await request(this.#opened, "GET", "/screenshot");
    const lines = (await this.journal()).map((entry) => JSON.stringify(entry));
    const files = [
      { name: `${name}.jsonl`, contentType: "text/plain", body: lines.join("\n") },
      {
        name: `${name}.png`,
        contentType: "image/png",
        body: new Uint8Array(await shown.arrayBuffer()),
      },
    ];
    for (const { body, ...attachment } of files) {
      const path = info.outputPath(attachment.name);
      await writeFile(path, body);
      info.attachments.push({ ...attachment, path });
    }
  }
}

/** One process of aitdesk, with Playwright at its WebView. */
class WebView {
  readonly #served: Served;
  readonly #browser: Browser;

  constructor(served: Served, browser: Browser) {
    this.#served = served;
    this.#browser = browser;
  }
  async open(wanted: Wanted): Promise<Phone> {
    const [context] = this.#browser.contexts();
    const idOf = async (page: Page) => {
      const session = await page.context().newCDPSession(page);
      const { targetInfo } = await session.send("Target.getTargetInfo");
      await session.detach();
      return targetInfo.targetId;
    };
    const answering = request(this.#served, "POST", "/windows", wanted);
    const opening = answering.then((answer) => answer.json() as Promise<Opened>);
    const predicate = async (page: Page) => (await idOf(page)) === (await opening).page;
    const arriving = context!.waitForEvent("page", { predicate, timeout: 10_000 });
    const [opened, page] = await Promise.all([opening, arriving]);
    return new Phone(page, await sheetsOf(page), opened);
  }
}

type Sheets = typeof globalThis & { aitdeskSheets?: ShadowRoot };
/** Finds the sheets in the world from which Playwright looks at a page. */
const findsSheets = () => ({
  query: () => (globalThis as Sheets).aitdeskSheets?.querySelector("dialog") ?? null,
  queryAll: () => [...((globalThis as Sheets).aitdeskSheets?.querySelectorAll("dialog") ?? [])],
});

/** Sheets stand in a closed tree of aitdesk's own world: DevTools hands it to Playwright's. */
async function sheetsOf(page: Page): Promise<Locator> {
  const session = await page.context().newCDPSession(page);
  const own = new Map<string, number>();
  const looking = new Map<string, number>();
  session.on("Runtime.executionContextCreated", ({ context: { id, name, auxData } }) => {
    type Told = { frameId: string; isDefault: boolean };
    const { frameId, isDefault } = auxData as unknown as Told;
    if (name.startsWith("__playwright_utility_world")) looking.set(frameId, id);
    else if (name === "" && !isDefault) own.set(frameId, id);
    const [from, to] = [own.get(frameId), looking.get(frameId)];
    // The document may be gone by then.
    if (from !== undefined && to !== undefined) handOver(session, from, to).catch(() => {});
  });
  await session.send("Runtime.enable");
  return page.locator("aitdesk-sheet=open");
}

async function handOver(session: CDPSession, from: number, executionContextId: number) {
  const found = { expression: "aitdeskSheets", contextId: from };
  const { result } = await session.send("Runtime.evaluate", found);
  if (result.objectId === undefined) return;
  const { node } = await session.send("DOM.describeNode", { objectId: result.objectId });
  const there = { backendNodeId: node.backendNodeId, executionContextId };
  const { object } = await session.send("DOM.resolveNode", there);
  await session.send("Runtime.callFunctionOn", {
    objectId: object.objectId!,
    functionDeclaration: "function () { globalThis.aitdeskSheets = this; }",
  });
}

/** Starts aitdesk; it ends with its standard input, so also when this process dies. */
async function serve(target: string, options: string[]) {
  const command = process.env["AITDESK"] ?? "aitdesk";
  const aitdesk = spawn(command, [
    "serve",
    target,
    "--test",
    "--ends-with-input",
    "--idle",
    ...options,
  ]);
  let said = "";
  aitdesk.stderr.on("data", (text) => (said += text));
  const ended = once(aitdesk, "close").catch((problem) => (said += problem));
  const line = once(createInterface(aitdesk.stdout), "line") as Promise<[string]>;
  const first = await Promise.race([line, ended.then(() => null)]);
  if (first === null) throw new Error(`aitdesk did not start: ${said}`);
  const stop = () => (aitdesk.stdin.end(), ended);
  return { served: JSON.parse(first[0]) as Served, stop };
}

/** QtWebEngine has none of the settings that Playwright makes by default, hence `noDefaults`. */
async function connect(url: string, attempts = 4): Promise<Browser> {
  try {
    return await chromium.connectOverCDP(url, { noDefaults: true, timeout: 5_000 });
  } catch (problem) {
    // Now and then QtWebEngine does not answer what comes while a page begins.
    if (attempts === 1) throw problem;
    return connect(url, attempts - 1);
  }
}

type ForTest = { wanted: Wanted; openPhone: (wanted?: Wanted) => Promise<Phone>; phone: Phone };
type ForWorker = { target: string; serveOptions: string[]; webview: WebView };

export const test = base.extend<ForTest, ForWorker>({
  /** What to serve: a folder, a project, an .ait package or an address. */
  target: [".", { option: true, scope: "worker" }],
  /** More options of `aitdesk serve`. */
  serveOptions: [[], { option: true, scope: "worker" }],
  /** What every phone of a test is like: `test.use({ wanted: { os: "android" } })`. */
  wanted: [{}, { option: true }],

  webview: [
    async ({ target, serveOptions }, use) => {
      const { served, stop } = await serve(target, serveOptions);
      const browser = await connect(served.devtools);
      // Only those who are connected learn of it.
      await selectors.register("aitdesk-sheet", findsSheets, { contentScript: true });
      await use(new WebView(served, browser));
      await browser.close();
      await stop();
    },
    { scope: "worker" },
  ],
  openPhone: async ({ webview, wanted }, use, info) => {
    const phones: Phone[] = [];
    await use(async (more = {}) => {
      phones.push(await webview.open({ ...wanted, ...more }));
      return phones.at(-1)!;
    });
    // A mini-app that closed itself has taken its phone with it.
    const open = phones.filter(({ page }) => !page.isClosed());
    for (const phone of open) {
      expect.soft(await phone.troubles(), "left behind by the page").toEqual([]);
    }
    for (const [place, phone] of open.entries()) {
      if (info.status !== info.expectedStatus) await phone.attachTo(info, `phone-${place + 1}`);
      await phone.ask("POST", "/close");
    }
  },
  phone: async ({ openPhone }, use) => use(await openPhone()),
  page: async ({ phone }, use) => use(phone.page),
});
export { expect };

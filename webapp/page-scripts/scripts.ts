// Evaluates scripts of the page as the page has them: one after another, in one function.
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** npm runs a workspace's tests in its folder. */
const HOST = join(process.cwd(), "../../host/aitdesk");

/** What the DOM of these tests lacks: a screen. `inSight` tells the newest observer what is seen. */
export function openScreen() {
  const observers: ScreenObserver[] = [];
  class ScreenObserver {
    readonly tell: (entries: object[]) => void;
    elements: Element[] = [];
    constructor(tell: (entries: object[]) => void) {
      this.tell = tell;
      observers.push(this);
    }
    observe(element: Element) {
      this.elements.push(element);
    }
    disconnect() {
      this.elements = [];
    }
  }
  const pointed: { element: Element | null } = { element: null };
  class Entry {
    readonly share: number;
    constructor(share: number) {
      this.share = share;
    }
    get isIntersecting() {
      return this.share > 0;
    }
    get intersectionRatio() {
      return this.share;
    }
  }
  Object.assign(globalThis, {
    IntersectionObserver: ScreenObserver,
    IntersectionObserverEntry: Entry,
    createImageBitmap: () => Promise.reject(new Error("no picture")),
  });
  const root = document.documentElement;
  Object.defineProperty(Document.prototype, "documentElement", {
    configurable: true,
    get: () => root,
  });
  // Any list is one, in a browser.
  Object.defineProperty(ShadowRoot.prototype, "adoptedStyleSheets", {
    configurable: true,
    set() {},
  });
  // Nothing is focused: a test says what is meant.
  Object.defineProperty(ShadowRoot.prototype, "activeElement", {
    configurable: true,
    get: () => pointed.element,
  });
  for (const tree of [Document.prototype, ShadowRoot.prototype])
    Object.assign(tree, { elementFromPoint: () => pointed.element });
  const inSight = (share: number) => {
    for (const each of observers) if (each.elements.length) each.tell([new Entry(share)]);
  };
  return { inSight, pointed };
}

/** Returns what scripts of `engine/page` or `server/adkit` declare by these names. */
export function load<Declared>(folder: string, files: string[], ...names: string[]): Declared {
  const texts = files.map((file) => readFileSync(join(HOST, folder, `${file}.js`), "utf-8"));
  const whole = [...texts, `return { ${names.join()} };`].join("\n");
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- as the engine does
  return new Function(whole)() as Declared;
}

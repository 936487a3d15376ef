// @ts-check
// The page's end of the bridge. It runs before any script of the document, inside a function, so
// that nothing but the phone's own globals is left behind. It knows nothing that the page may not:
// the way to the host and the sheets are in another world (relay.js).

/**
 * @typedef {{ emit: (event: string, value?: unknown) => void }} Emitter
 * @typedef {{ constants: Record<string, unknown> } | { emit: string, value?: unknown }
 *   | { appsInTossConstants: Record<string, unknown> } | Delivery
 *   | { heard: number }} FromHost
 * @typedef {Window & { ReactNativeWebView?: { postMessage: (text: string) => void },
 *                      __CONSTANT_HANDLER_MAP?: Record<string, unknown>,
 *                      __GRANITE_NATIVE_EMITTER?: Emitter }} MiniAppWindow
 */

const miniApp = /** @type {MiniAppWindow} */ (window);
/** @type {(text: string) => void} sends a message of the SDK's */
let post;
/** @type {ReturnType<typeof paceOf>} */
let pace;

/**
 * Applies one text of the host. The emitter is looked up each time: the SDK replaces it when its
 * bundle is evaluated.
 * @param {string} text
 */
function take(text) {
  /** @type {FromHost} */
  const message = bare(parse(text));
  if ("constants" in message) {
    miniApp.__CONSTANT_HANDLER_MAP = message.constants;
    return noteAds(message.constants);
  }
  if ("appsInTossConstants" in message) return setConstants(message.appsInTossConstants);
  if ("heard" in message) return pace.heard(message.heard);
  if ("event" in message) return deliver(message);
  heard(() => miniApp.__GRANITE_NATIVE_EMITTER?.emit(message.emit, message.value));
}

/** Applies texts with a line feed between them. @param {string} texts */
function takeAll(texts) {
  for (let from = 0, end = 0; end !== -1; from = end + 1) {
    end = indexOf(texts, "\n", from);
    take(end === -1 ? slice(texts, from) : slice(texts, from, end));
  }
}

/**
 * Leads texts to the relay and back, over an element that is in no document: document.open() takes
 * its listeners from none but its own, and no script of the page has the element.
 * @returns {(kind: "posted" | "failed", text: string) => void}
 */
function joinRelay() {
  const wire = createElement(itsDocument, "i");
  listen(wire, "sent", (event) => takeAll(detailOf(event)));
  // Worlds share nodes, and no other objects.
  dispatch(window, new MouseEvent("aitdesk-wire", { relatedTarget: wire }));
  return (kind, detail) => void dispatch(wire, new SafeCustomEvent(kind, bare({ detail })));
}

/** @param {unknown} reason */
function describe(reason) {
  if (!isA(SafeError, reason)) return asText(reason);
  return /** @type {Error} */ (reason).stack ?? asText(reason);
}

/**
 * Returns what is left to do once the native shell's own script has run.
 * @param {string[]} setup
 * @param {Parameters<typeof setAds>[0]} adsOf
 * @returns {() => void}
 */
function start(setup, adsOf) {
  setup.forEach(take);
  const tell = joinRelay();
  pace = paceOf((text) => tell("posted", text));
  post = pace.post;
  miniApp.ReactNativeWebView = { postMessage: post };
  listen(window, "error", (event) => {
    const error = errorOf(event);
    tell("failed", error ? describe(error) : messageOf(event));
  });
  listen(window, "unhandledrejection", (event) => {
    tell("failed", `Unhandled rejection: ${describe(reasonOf(event))}`);
  });
  setMedia();
  return () => setAds(adsOf);
}

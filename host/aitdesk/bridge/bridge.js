// @ts-check
// The page's end of the bridge. It runs before any script of the document, inside a function
// together with Qt's qwebchannel.js, so that nothing but the phone's own globals is left behind.

/**
 * @typedef {{ emit: (event: string, value?: unknown) => void }} Emitter
 * @typedef {{ constants: Record<string, unknown> } | { emit: string, value?: unknown }
 *   | { appsInTossConstants: Record<string, unknown> } | Delivery
 *   | { sheet: Sheet } | { unsheet: string } | { heard: number }} FromHost
 * @typedef {{ opened: (page: string) => void,
 *             posted: string,
 *             failed: (page: string, text: string) => void,
 *             answered: (page: string, answer: string) => void,
 *             sent: { connect: (listener: (page: string, texts: string) => void) => void } }} Host
 * @typedef {Window & { ReactNativeWebView?: { postMessage: (text: string) => void },
 *                      __CONSTANT_HANDLER_MAP?: Record<string, unknown>,
 *                      __GRANITE_NATIVE_EMITTER?: Emitter }} MiniAppWindow
 */

const page = Math.random().toString(36).slice(2);
const miniApp = /** @type {MiniAppWindow} */ (window);

/** @type {ReturnType<typeof stageOf>} */
let stage;
/** @type {(text: string) => void} sends a message of the SDK's */
let post;
/** @type {ReturnType<typeof paceOf>} */
let pace;

/**
 * Applies one text of the host. The emitter is looked up each time: the SDK replaces it when its
 * bundle is evaluated.
 * @param {string} text
 */
function apply(text) {
  /** @type {FromHost} */
  const message = JSON.parse(text);
  if ("constants" in message) {
    miniApp.__CONSTANT_HANDLER_MAP = message.constants;
    return noteAds(message.constants);
  }
  if ("appsInTossConstants" in message) return setConstants(message.appsInTossConstants);
  if ("sheet" in message) return stage.show(message.sheet);
  if ("unsheet" in message) return stage.hide(message.unsheet);
  if ("heard" in message) return pace.heard(message.heard);
  if ("event" in message) return deliver(message);
  heard(() => miniApp.__GRANITE_NATIVE_EMITTER?.emit(message.emit, message.value));
}

/**
 * Leads the page's texts to the host, keeping them until the channel stands.
 * @param {new (transport: unknown, ready: (channel: { objects: { aitdesk: Host } }) => void) => unknown} Channel
 * @returns {(send: (host: Host) => void) => void}
 */
function connect(Channel) {
  /** @type {Host | undefined} */
  let host;
  /** @type {((host: Host) => void)[]} */
  const waiting = [(ready) => ready.opened(page)];
  const native = /** @type {{ qt?: { webChannelTransport: unknown } }} */ (window);
  const transport = native.qt?.webChannelTransport;
  // The engine finds its way back to the page through this name, so it can only be hidden.
  Object.defineProperty(window, "qt", { enumerable: false });
  new Channel(transport, ({ objects: { aitdesk } }) => {
    host = aitdesk;
    host.sent.connect((to, texts) => {
      if (to === page) texts.split("\n").forEach(apply);
    });
    waiting.splice(0).forEach((send) => send(aitdesk));
  });
  return (send) => (host ? send(host) : void waiting.push(send));
}

/** @param {unknown} reason */
function describe(reason) {
  return reason instanceof Error ? (reason.stack ?? String(reason)) : String(reason);
}

/**
 * Returns what is left to do once the native shell's own script has run.
 * @param {string[]} setup
 * @param {Parameters<typeof connect>[0]} Channel
 * @param {string} css
 * @param {Parameters<typeof setAds>[0]} adsOf
 * @returns {() => void}
 */
function start(setup, Channel, css, adsOf) {
  setup.forEach(apply);
  const tell = connect(Channel);
  stage = stageOf(css, (answer) => tell((host) => host.answered(page, JSON.stringify(answer))));
  pace = paceOf((text) =>
    tell((host) => {
      host.posted = `${page}\n${text}`;
    }),
  );
  post = pace.post;
  miniApp.ReactNativeWebView = { postMessage: post };
  window.addEventListener("error", ({ error, message }) => {
    tell((host) => host.failed(page, error ? describe(error) : message));
  });
  window.addEventListener("unhandledrejection", ({ reason }) => {
    tell((host) => host.failed(page, `Unhandled rejection: ${describe(reason)}`));
  });
  setMedia();
  return () => setAds(adsOf);
}

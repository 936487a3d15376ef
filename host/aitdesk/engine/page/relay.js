// @ts-check
// The host's own world beside the page's: the same document, none of the page's globals. The way to
// the host is here and nowhere else, with the sheets: no script of the page reaches either.

/**
 * @typedef {{ sheet: Sheet } | { unsheet: string }} ForStage
 * @typedef {{ opened: (page: string) => void,
 *             posted: string,
 *             failed: (page: string, text: string) => void,
 *             answered: (page: string, answer: string) => void,
 *             sent: { connect: (listener: (page: string, texts: string) => void) => void } }} Host
 * @typedef {new (transport: unknown, ready: (channel: { objects: { aitdesk: Host } }) => void)
 *   => unknown} Channel
 */

const FOR_STAGE = /^\{"(un)?sheet":/;
const page = Math.random().toString(36).slice(2);

/**
 * Leads texts to the host, keeping them until the channel stands.
 * @param {Channel} Channel
 * @param {(texts: string[]) => void} heard
 * @returns {(send: (host: Host) => void) => void}
 */
function connect(Channel, heard) {
  /** @type {Host | undefined} */
  let host;
  /** @type {((host: Host) => void)[]} */
  const early = [(ready) => ready.opened(page)];
  const native = /** @type {{ qt?: { webChannelTransport: unknown } }} */ (window);
  new Channel(native.qt?.webChannelTransport, ({ objects: { aitdesk } }) => {
    host = aitdesk;
    host.sent.connect((to, texts) => {
      if (to === page) heard(texts.split("\n"));
    });
    early.splice(0).forEach((send) => send(aitdesk));
  });
  return (send) => (host ? send(host) : void early.push(send));
}

/**
 * @param {Channel} Channel
 * @param {string} css
 */
function relay(Channel, css) {
  /** @type {EventTarget | null} */
  let wire = null;
  const tell = connect(Channel, (texts) => {
    const forPage = texts.filter((text) => !FOR_STAGE.test(text));
    if (forPage.length)
      wire?.dispatchEvent(new CustomEvent("sent", { detail: forPage.join("\n") }));
    if (forPage.length === texts.length) return;
    for (const text of texts.filter((each) => FOR_STAGE.test(each))) {
      /** @type {ForStage} */
      const message = JSON.parse(text);
      if ("sheet" in message) stage.show(message.sheet);
      else stage.hide(message.unsheet);
    }
  });
  const stage = stageOf(css, (told) => tell((host) => host.answered(page, JSON.stringify(told))));
  /** @type {(event: Event) => void} */
  const posted = (event) =>
    tell((host) => {
      host.posted = `${page}\n${/** @type {CustomEvent<string>} */ (event).detail}`;
    });
  /** @type {(event: Event) => void} */
  const failed = (event) =>
    tell((host) => host.failed(page, `${/** @type {CustomEvent<string>} */ (event).detail}`));
  // The page's end comes before any script of the page: whoever says it afterwards is not heard.
  const joined = (/** @type {Event} */ event) => {
    wire = /** @type {MouseEvent} */ (event).relatedTarget;
    wire?.addEventListener("posted", posted);
    wire?.addEventListener("failed", failed);
  };
  window.addEventListener("aitdesk-wire", joined, {
    capture: true,
    once: true,
  });
}

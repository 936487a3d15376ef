// @ts-check
// The page's end of SDK 3.x: its constants, and the emitter of every copy of the SDK in the page.

/**
 * @typedef {{ emit: (event: string, ...values: unknown[]) => void }} CopysEmitter
 * @typedef {{ event: string, values: unknown[], to?: string }} Delivery
 * @typedef {Window & { nativeEmitterMap?: Record<string, CopysEmitter>,
 *                      nativeEmitter?: CopysEmitter,
 *                      nativeBatchedEvents?: unknown[][] }} TransportWindow
 */

/** The copy that the phone's own scripts are: the page has no emitter of it. */
const ownCopy = `${Math.random().toString(36).slice(2)}-phone`;
/** @type {Map<string, (values: any[]) => void>} what waits for an answer to it, by event */
const waiting = new Map();
let asked = 0;

/**
 * Asks the host for the phone's own scripts, past everything that the page could have replaced.
 * @param {string} method
 * @param {unknown} argument
 * @returns {Promise<any>}
 */
function askHost(method, argument) {
  const eventId = String(++asked);
  return new Promise((resolve, reject) => {
    waiting.set(`${method}-${eventId}`, ([value, failure]) =>
      failure || value?.__instanceof === "Error" ? reject(failure ?? value) : resolve(value),
    );
    const body = { method, eventId, args: [argument] };
    post(JSON.stringify({ type: "bridge", body, bridgeId: ownCopy }));
  });
}

/** @param {Record<string, unknown>} constants */
function setConstants(constants) {
  // A page of SDK 1.x or 2.x finds among its globals what it has always found.
  Object.defineProperty(window, "__appsInTossConstants", {
    value: constants,
    configurable: true,
    enumerable: false,
    writable: true,
  });
}

/**
 * A listener of the page that throws surfaces as an error of the page, as on the phone.
 * @param {() => void} tell
 */
function heard(tell) {
  try {
    tell();
  } catch (error) {
    reportError(error);
  }
}

/**
 * Emits on the copy that waits, else on the oldest; what is for all goes to each copy once. What
 * the phone's own scripts asked for is for them alone.
 * @param {Delivery} delivery
 */
function deliver({ event, values, to }) {
  if (to === ownCopy) {
    waiting.get(event)?.(values);
    waiting.delete(event);
    return;
  }
  const page = /** @type {TransportWindow} */ (window);
  const copies = page.nativeEmitterMap ?? {};
  if (to === undefined) {
    const all = new Set([...Object.values(copies), page.nativeEmitter]);
    for (const emitter of all) heard(() => emitter?.emit(event, ...values));
    return;
  }
  const emitter = Object.hasOwn(copies, to) ? copies[to] : page.nativeEmitter;
  if (emitter) heard(() => emitter.emit(event, ...values));
  else (page.nativeBatchedEvents ??= []).push([event, ...values]);
}

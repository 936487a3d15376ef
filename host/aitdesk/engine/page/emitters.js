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
/** @type {Record<string, (values: any[]) => void>} what waits for an answer to it, by event */
const asking = bare({});
let asked = 0;

/**
 * Asks the host for the phone's own scripts, past everything that the page could have replaced. No
 * promise: what becomes of one is the page's to say.
 * @param {string} method
 * @param {unknown} argument
 * @param {(value: any) => void} [answered]
 * @param {(failure: any) => void} [failed]
 */
function askHost(method, argument, answered, failed) {
  const eventId = asText(++asked);
  asking[`${method}-${eventId}`] = (values) => {
    const value = values.length > 0 ? values[0] : undefined;
    const failure = values.length > 1 ? values[1] : undefined;
    if (failure) failed?.(failure);
    else if (isErrorOfHost(value)) failed?.(value);
    else answered?.(value);
  };
  const body = { method, eventId, args: [argument] };
  post(jsonOf({ type: "bridge", body, bridgeId: ownCopy }));
}

/** @param {any} value */
function isErrorOfHost(value) {
  return typeof value === "object" && !!value && hasOwn(value, "__instanceof")
    ? value.__instanceof === "Error"
    : false;
}

/** @param {Record<string, unknown>} constants */
function setConstants(constants) {
  // A page of SDK 1.x or 2.x finds among its globals what it has always found.
  const hidden = { value: constants, configurable: true, enumerable: false, writable: true };
  defineProperty(window, "__appsInTossConstants", bare(hidden));
}

/**
 * A listener of the page that throws surfaces as an error of the page, as on the phone.
 * @param {() => void} tell
 */
function heard(tell) {
  try {
    tell();
  } catch (error) {
    report(error);
  }
}

/**
 * Emits on the copy that waits, else on the oldest; what is for all goes to each copy once. What
 * the phone's own scripts asked for is for them alone.
 * @param {Delivery} delivery
 */
function deliver({ event, values, to }) {
  if (to === ownCopy) {
    const told = asking[event];
    delete asking[event];
    return told?.(values);
  }
  const page = /** @type {TransportWindow} */ (window);
  /** @type {Record<string, CopysEmitter>} */
  const copies = page.nativeEmitterMap ?? bare({});
  /** @type {unknown[]} */
  const said = [event];
  for (let at = 0; at < values.length; at++) append(said, values[at]);
  if (to === undefined) return emitOnAll(copies, page.nativeEmitter, said);
  const emitter = hasOwn(copies, to) ? copies[to] : page.nativeEmitter;
  if (emitter) emitOn(emitter, said);
  else append((page.nativeBatchedEvents ??= []), said);
}

/**
 * @param {CopysEmitter} emitter
 * @param {unknown[]} said
 */
function emitOn(emitter, said) {
  heard(() => apply(emitter.emit, emitter, said));
}

/**
 * @param {Record<string, CopysEmitter>} copies
 * @param {CopysEmitter | undefined} oldest
 * @param {unknown[]} said
 */
function emitOnAll(copies, oldest, said) {
  /** @type {(CopysEmitter | undefined)[]} */
  const all = [];
  const names = keys(copies);
  for (let at = 0; at < names.length; at++) append(all, copies[names[at] ?? ""]);
  append(all, oldest);
  for (let at = 0; at < all.length; at++) {
    const emitter = all[at];
    let isFirst = !!emitter;
    for (let before = 0; before < at; before++) isFirst &&= all[before] !== emitter;
    if (emitter && isFirst) emitOn(emitter, said);
  }
}

// @ts-check
// What the page may replace, as it was when this ran: at document start, before any script of the
// page. Whatever runs later in the page's world calls these, and reads no property that an object
// of ours could have from a prototype.

const { apply, defineProperty, setPrototypeOf } = Reflect;
const { freeze, hasOwn, keys, getOwnPropertyDescriptor } = Object;
const { isArray } = Array;
const { iterator } = Symbol;
const { parse, stringify } = JSON;
const { document: itsDocument, reportError: report } = window;
const { setTimeout: later, clearTimeout: never, encodeURIComponent: encoded } = window;
const openWindow = window.open.bind(window);
const asText = String;
const SafePromise = Promise;
const SafeError = Error;
const SafeMap = Map;
const SafeDOMException = DOMException;
const SafeCustomEvent = CustomEvent;
const SafeHTMLElement = HTMLElement;
const SafeStyleSheet = CSSStyleSheet;
const SafeIntersectionObserver = IntersectionObserver;
const { call } = Function.prototype;

/** A method as a function of what it is a method of. @param {Function | undefined} method @returns {any} */
const free = (method) => call.bind(/** @type {any} */ (method));
/** A property's getter as a function. @param {object} of @param {string} name @returns {any} */
const getter = (of, name) => free(getOwnPropertyDescriptor(of, name)?.get);
/** A property's setter as a function. @param {object} of @param {string} name @returns {any} */
const setter = (of, name) => free(getOwnPropertyDescriptor(of, name)?.set);

/** @type {(type: Function, value: unknown) => boolean} */
const isA = free(Function.prototype[Symbol.hasInstance]);
/** @type {(text: string, part: string, from?: number) => number} */
const indexOf = free(String.prototype.indexOf);
/** @type {(text: string, from: number, to?: number) => string} */
const slice = free(String.prototype.slice);
/** @type {(text: string) => string} */
const trim = free(String.prototype.trim);
/** @type {<K, V>(map: Map<K, V>, key: K) => V | undefined} */
const mapGet = free(Map.prototype.get);
/** @type {<K, V>(map: Map<K, V>, key: K, value: V) => void} */
const mapSet = free(Map.prototype.set);
/** @type {<K>(map: Map<K, any>, key: K) => void} */
const mapDelete = free(Map.prototype.delete);
/** @type {(target: EventTarget, type: string, listener: (event: any) => void) => void} */
const listen = free(EventTarget.prototype.addEventListener);
/** @type {(target: EventTarget, event: Event) => boolean} */
const dispatch = free(EventTarget.prototype.dispatchEvent);
/** @type {(event: Event) => void} */
const preventDefault = free(Event.prototype.preventDefault);
/** @type {(event: Event) => string} */
const detailOf = getter(CustomEvent.prototype, "detail");
/** @type {(event: Event) => unknown} */
const errorOf = getter(ErrorEvent.prototype, "error");
/** @type {(event: Event) => string} */
const messageOf = getter(ErrorEvent.prototype, "message");
/** @type {(event: Event) => unknown} */
const reasonOf = getter(PromiseRejectionEvent.prototype, "reason");
/** @type {(error: DOMException) => string} */
const nameOfDOMException = getter(DOMException.prototype, "name");
/** @type {(error: DOMException) => string} */
const messageOfDOMException = getter(DOMException.prototype, "message");
/** @type {(of: Document, tag: string) => HTMLElement} */
const createElement = free(Document.prototype.createElement);
/** @type {(of: Document, selector: string) => Element | null} */
const querySelector = free(Document.prototype.querySelector);
/** @type {(element: Element, name: string, value: string) => void} */
const setAttribute = free(Element.prototype.setAttribute);
/** @type {(to: Element, child: Node | string) => void} */
const appendTo = free(Element.prototype.append);
/** @type {(to: ShadowRoot, child: Node) => void} */
const appendToShadow = free(DocumentFragment.prototype.append);
/** @type {(element: Element) => void} */
const remove = free(Element.prototype.remove);
/** @type {(element: Element, options: ShadowRootInit) => ShadowRoot} */
const attachShadow = free(Element.prototype.attachShadow);
/** @type {(root: ShadowRoot, sheets: Iterable<CSSStyleSheet>) => void} */
const adoptSheets = setter(ShadowRoot.prototype, "adoptedStyleSheets");
/** @type {(sheet: CSSStyleSheet, css: string) => void} */
const replaceSheet = free(CSSStyleSheet.prototype.replaceSync);
/** @type {(element: HTMLElement) => CSSStyleDeclaration} */
const styleOf = getter(HTMLElement.prototype, "style");
/** @type {(style: CSSStyleDeclaration, name: string, value: string) => void} */
const setStyle = free(CSSStyleDeclaration.prototype.setProperty);
/** @type {(observer: IntersectionObserver, element: Element) => void} */
const observe = free(IntersectionObserver.prototype.observe);
/** @type {(observer: IntersectionObserver) => void} */
const disconnect = free(IntersectionObserver.prototype.disconnect);
/** @type {(entry: IntersectionObserverEntry) => boolean} */
const isIntersecting = getter(IntersectionObserverEntry.prototype, "isIntersecting");
/** @type {(entry: IntersectionObserverEntry) => number} */
const ratioOf = getter(IntersectionObserverEntry.prototype, "intersectionRatio");

/**
 * Takes an object's prototype away: what it has not, it has not from there either.
 * @template {object} T
 * @param {T} object
 * @returns {T}
 */
function bare(object) {
  setPrototypeOf(object, null);
  return object;
}

/**
 * Returns what an object itself has by this name.
 * @param {any} object
 * @param {string} name
 */
function own(object, name) {
  return object && hasOwn(object, name) ? object[name] : undefined;
}

/**
 * Returns a value as JSON, whatever `toJSON` the page gave to all objects.
 * @param {any} value
 * @returns {string}
 */
function jsonOf(value) {
  if (typeof value !== "object" || value === null) return stringify(value) ?? "null";
  let members = "";
  const names = keys(value);
  for (let at = 0; at < names.length; at++) {
    const name = /** @type {string} */ (names[at]);
    if (value[name] === undefined) continue;
    const start = isArray(value) ? "" : `${stringify(name)}:`;
    members += `${members && ","}${start}${jsonOf(value[name])}`;
  }
  return isArray(value) ? `[${members}]` : `{${members}}`;
}

/**
 * Adds to the end of an array: `push` is the page's, and an index may have a setter.
 * @param {unknown[]} array
 * @param {unknown} value
 */
function append(array, value) {
  const whole = { value, configurable: true, enumerable: true, writable: true };
  defineProperty(array, array.length, bare(whole));
}

/**
 * Returns what the engine can take a list from: the iterator of arrays is the page's.
 * @template T
 * @param {T[]} items
 * @returns {Iterable<T>}
 */
function listed(items) {
  const begin = () => {
    let at = 0;
    const next = () => {
      const isDone = at === items.length;
      return bare({ done: isDone, value: isDone ? undefined : items[at++] });
    };
    return bare({ next });
  };
  return /** @type {any} */ (bare({ [iterator]: begin }));
}

/**
 * Lets a promise of the engine be awaited as what it is: its `constructor` is the page's to say.
 * @template T
 * @param {Promise<T>} promise
 */
function awaited(promise) {
  defineProperty(promise, "constructor", bare({ value: SafePromise }));
  return promise;
}

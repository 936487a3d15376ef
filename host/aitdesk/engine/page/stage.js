// @ts-check
// Where sheets stand: above everything in the page, and out of its hearing. Everything that
// happens to a sheet is heard at the window before any listener of the page, and goes no further.

const HEARD = (
  "click dblclick auxclick contextmenu mousedown mouseup mousemove mouseover mouseout mouseenter " +
  "mouseleave pointerdown pointerup pointermove pointerover pointerout pointerenter pointerleave " +
  "pointercancel gotpointercapture lostpointercapture touchstart touchend touchcancel keydown " +
  "keyup keypress focus blur focusin focusout beforeinput input change select selectstart copy " +
  "cut paste dragstart drag dragend animationstart animationend animationcancel scroll scrollend " +
  "toggle fullscreenchange"
).split(" ");
/** @type {Record<string, number>} how far a key scrolls, in heights of the body */
const SCROLLS = {
  ArrowDown: 0.1,
  ArrowUp: -0.1,
  PageDown: 0.9,
  PageUp: -0.9,
  End: 1e5,
  Home: -1e5,
};

/** How often a sheet that the page took away or covered comes back: a fight must have an end. */
const MOST_RETURNS = 20;
// A page may name an element after these, and be found in their place.
const atPoint = document.elementFromPoint.bind(document);
const rootOf = Object.getOwnPropertyDescriptor(Document.prototype, "documentElement")?.get;

/**
 * @param {string} css
 * @param {(told: { id: string, choice: string, values: unknown }
 *                | { id: string, hindered: "removed" | "covered" }) => void} tell
 */
function stageOf(css, tell) {
  // An element of a name of ours could be defined by the page, and would then show what is in it.
  const stand = make("div", {});
  const inside = stand.attachShadow({ mode: "closed" });
  // For whoever drives the page from outside; the page's scripts have other globals.
  Object.assign(globalThis, { aitdeskSheets: inside });
  /** @type {CSSStyleSheet | undefined} */
  let style;
  /** @type {Map<string, Panel>} the last is on top */
  const panels = new Map();
  let returns = 0;
  /** @type {Element | null} */
  let pressed = null;
  /** The last hand was on the keyboard: the focus is shown. */
  let isKeyed = false;
  /** The focus comes or goes on our account: as on the phone, the page's own stays where it was. */
  let isMoving = false;
  const observer = new MutationObserver(() => {
    comeBack("removed", place);
    giveUpInert();
  });
  const watched = /** @type {object} */ ({ trackVisibility: true, delay: 100 });
  const watcher = new IntersectionObserver(look, watched);
  const top = () => [...panels.values()].pop();

  function listen() {
    // The page's own scrolling must not wait for these; one that is there already stays first.
    for (const type of HEARD)
      window.addEventListener(type, hear, { capture: true, passive: /^(touch|scroll)/.test(type) });
  }

  /**
   * Brings the sheets back after the page took them away, or away from sight; up to a limit.
   * @param {"removed" | "covered"} what
   * @param {() => void} act
   */
  function comeBack(what, act) {
    const panel = top();
    const isThere = stand.isConnected && stand.parentNode === rootOf?.call(document);
    if (!panel || (what === "removed" && isThere) || returns > MOST_RETURNS) return;
    returns += 1;
    if (returns <= MOST_RETURNS) act();
    else tell({ id: panel.sheet.id, hindered: what });
  }

  /** Nothing below an inert root takes a tap, and what the page says of its root is the page's. */
  function giveUpInert() {
    const panel = top();
    const root = rootOf?.call(document);
    if (!panel || !root?.inert || returns > MOST_RETURNS) return;
    returns = MOST_RETURNS + 1;
    tell({ id: panel.sheet.id, hindered: "covered" });
  }

  /** Puts the stand into the document, again when the page has thrown everything away. */
  function place() {
    const root = rootOf?.call(document);
    if (!panels.size) return;
    observer.observe(document, { childList: true });
    if (!root) return;
    observer.observe(root, { childList: true, attributeFilter: ["inert"] });
    if (stand.parentNode === root) return;
    root.append(stand);
    // Whoever takes it into another document takes its style.
    if (style) inside.adoptedStyleSheets = [style];
    // document.open() takes every listener along.
    listen();
    raise();
  }

  /**
   * Moves the focus unheard by the page.
   * @param {() => void} move
   */
  function quietly(move) {
    isMoving = true;
    try {
      move();
    } finally {
      isMoving = false;
    }
  }

  /** Brings the sheets above whatever else is in the top layer by now. */
  function raise() {
    if (!stand.isConnected) return;
    quietly(() => {
      for (const panel of panels.values()) {
        const { dialog, focused } = panel;
        if (dialog.open) dialog.close();
        dialog.showModal();
        // The engine chose another.
        panel.focused = focused;
      }
      focus();
    });
    watch();
  }

  /** Lets the engine tell whether anything is above the sheet on top, seen or not. */
  function watch() {
    watcher.disconnect();
    const panel = top();
    if (panel) watcher.observe(panel.dialog);
  }

  /** @param {IntersectionObserverEntry[]} entries */
  function look(entries) {
    const last = /** @type {{ isVisible?: boolean } | undefined} */ (entries.at(-1));
    // A sheet that is out of the document is seen nowhere: that is the observer's.
    if (last?.isVisible === false && stand.isConnected) comeBack("covered", raise);
  }

  function focus() {
    const panel = top();
    panel?.dialog.classList.toggle("keyed", isKeyed);
    panel?.focused.focus({ preventScroll: true });
    if (panel && !panel.dialog.matches(":focus-within")) panel.dialog.focus();
  }

  /** The page's own dialog may cover the sheets; one inside a shadow root says so by its focus. */
  function uncover() {
    const seen = atPoint(innerWidth / 2, innerHeight / 2);
    if (seen && seen !== stand) comeBack("covered", raise);
  }

  /**
   * Returns what an event is about inside: outside, a closed tree shows its host alone.
   * @param {Event} event
   */
  function meant(event) {
    // A key's click has no place.
    const isPointed = event instanceof MouseEvent && (event.type !== "click" || event.detail > 0);
    const found = isPointed
      ? inside.elementFromPoint(event.clientX, event.clientY)
      : inside.activeElement;
    return inside.contains(found) ? found : null;
  }

  /** @param {Event} event */
  function hear(event) {
    if (event.type === "keydown" || event.type === "pointerdown")
      isKeyed = event.type === "keydown";
    if (!panels.size && !isMoving) return;
    const isInside = event.composedPath().includes(stand);
    // A key that nothing has is ours as well.
    const isOurs =
      isInside ||
      (isMoving && event instanceof FocusEvent) ||
      (event.isTrusted && event instanceof KeyboardEvent);
    if (!isOurs) return rival(event);
    event.stopImmediatePropagation();
    // What a script of the page makes up is no person's.
    if (event.isTrusted) act(event, isInside);
  }

  /**
   * @param {Event} event
   * @param {boolean} isInside
   */
  function act(event, isInside) {
    const target = meant(event);
    const panel = [...panels.values()].find(({ dialog }) => dialog.contains(target)) ?? top();
    if (!panel) return;
    if (event.type === "pointerdown") pressed = target;
    else if (event.type === "click") click(panel, target, /** @type {MouseEvent} */ (event).detail);
    else if (event.type === "input") panel.touched();
    else if (event.type === "focusin" && isInside && target instanceof HTMLElement)
      panel.focused = target;
    else if (event.type === "focusout" && isInside) queueMicrotask(uncover);
    else if (event instanceof KeyboardEvent && event.type === "keydown") {
      if (!isInside) focus();
      panel.dialog.classList.add("keyed");
      press(panel, event, target);
    }
  }

  /** @param {Event} event */
  function rival({ type, target }) {
    const isAbove = target instanceof Element && target.matches(":modal, :popover-open");
    if ((type === "toggle" && isAbove) || type === "fullscreenchange")
      queueMicrotask(() => comeBack("covered", raise));
  }

  /**
   * @param {Panel} panel
   * @param {Element | null} target
   * @param {number} times 0 for a key's click
   */
  function click(panel, target, times) {
    const chosen = target?.closest("[data-choice]");
    // Pressed on one and let go on another: neither.
    const isWhole = times === 0 || pressed?.closest("[data-choice]") === chosen;
    if (chosen instanceof HTMLElement) return isWhole && take(panel, chosen.dataset["choice"]);
    if (target === panel.dialog && pressed === panel.dialog) take(panel, panel.sheet.dismiss);
  }

  /**
   * @param {Panel} panel
   * @param {KeyboardEvent} event
   * @param {Element | null} target
   */
  function press(panel, event, target) {
    const by = SCROLLS[event.key];
    const body = panel.dialog.querySelector(".body");
    if (event.key === "Escape") take(panel, panel.sheet.dismiss);
    else if (event.key === "Tab") return turn(panel, event);
    else if (by && body && !(target instanceof HTMLInputElement))
      body.scrollBy(0, by * body.clientHeight);
    else return;
    event.preventDefault();
  }

  /**
   * At the last control Tab would leave the view.
   * @param {Panel} panel
   * @param {KeyboardEvent} event
   */
  function turn({ dialog }, event) {
    const all = [
      .../** @type {NodeListOf<HTMLInputElement>} */ (dialog.querySelectorAll("button, input")),
    ];
    const controls = all.filter((control) => !control.disabled);
    const ends = event.shiftKey ? controls : controls.reverse();
    const [last] = ends;
    const next = ends[ends.length - 1];
    const at = inside.activeElement;
    // A group of radio buttons is one stop.
    const isLast =
      at === last ||
      (at === dialog && event.shiftKey) ||
      (at instanceof HTMLInputElement && at.type === "radio" && at.name === last?.name);
    if (next && !isLast) return;
    event.preventDefault();
    next?.focus();
  }

  /**
   * @param {Panel} panel
   * @param {string | undefined} id
   */
  function take(panel, id) {
    const choice = panel.sheet.choices.find((each) => each.id === id);
    if (!choice || !panel.canTake(choice)) return;
    tell({ id: panel.sheet.id, choice: choice.id, values: panel.values() });
    if (!choice.stays) hide(panel.sheet.id);
  }

  /** @param {Event} event */
  function hold(event) {
    if (!event.composedPath().includes(stand)) return;
    event.stopImmediatePropagation();
    const at = event instanceof TouchEvent ? event.touches[0] : /** @type {WheelEvent} */ (event);
    const body = at && inside.elementFromPoint(at.clientX, at.clientY)?.closest(".body");
    if (!body || body.scrollHeight <= body.clientHeight) event.preventDefault();
  }

  /** @param {Sheet} sheet */
  function show(sheet) {
    hide(sheet.id);
    if (!style) (style = new CSSStyleSheet()).replaceSync(css);
    inside.adoptedStyleSheets = [style];
    // Only now: a page without a sheet scrolls without asking.
    if (!panels.size)
      for (const type of ["wheel", "touchmove"])
        window.addEventListener(type, hold, { capture: true, passive: false });
    returns = 0;
    const panel = panelOf(sheet);
    panels.set(sheet.id, panel);
    inside.append(panel.dialog);
    if (stand.isConnected) raise();
    else place();
    giveUpInert();
  }

  /** @param {string} id */
  function hide(id) {
    const panel = panels.get(id);
    if (!panel) return;
    panels.delete(id);
    panel.stop();
    // Gives the focus back to where it was.
    quietly(() => {
      if (panel.dialog.open) panel.dialog.close();
      panel.dialog.remove();
    });
    watch();
    if (panels.size) return;
    observer.disconnect();
    stand.remove();
    pressed = null;
    for (const type of ["wheel", "touchmove"])
      window.removeEventListener(type, hold, { capture: true });
  }

  listen();
  return { show, hide };
}

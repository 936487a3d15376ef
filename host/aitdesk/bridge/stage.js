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

/**
 * @param {string} css
 * @param {(answer: { id: string, choice: string, values: unknown }) => void} answered
 */
function stageOf(css, answered) {
  // Kept before the page can replace them.
  const { showModal, close } = HTMLDialogElement.prototype;
  const { attachShadow } = Element.prototype;
  /** @type {Map<string, Panel>} the last is on top */
  const panels = new Map();
  /** @type {HTMLElement | undefined} */
  let stand;
  /** @type {EventTarget | undefined} */
  let pressed;
  /** The last hand was on the keyboard: the focus is shown. */
  let isKeyed = false;
  /** The focus comes or goes on our account: as on the phone, the page's own stays where it was. */
  let isMoving = false;
  const observer = new MutationObserver(place);
  const top = () => [...panels.values()].pop();

  function listen() {
    // The page's own scrolling must not wait for these; one that is there already stays first.
    for (const type of HEARD)
      window.addEventListener(type, hear, { capture: true, passive: /^(touch|scroll)/.test(type) });
  }

  /** Puts the stand into the document, again when the page has thrown everything away. */
  function place() {
    const root = document.documentElement;
    if (!stand) return;
    observer.observe(document, { childList: true });
    if (!root) return;
    observer.observe(root, { childList: true });
    if (stand.parentNode === root) return;
    root.append(stand);
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
    if (!stand?.isConnected) return;
    quietly(() => {
      for (const panel of panels.values()) {
        const { dialog, focused } = panel;
        if (dialog.open) close.call(dialog);
        showModal.call(dialog);
        // The engine chose another.
        panel.focused = focused;
      }
      focus();
    });
  }

  function focus() {
    const panel = top();
    panel?.dialog.classList.toggle("keyed", isKeyed);
    panel?.focused.focus({ preventScroll: true });
    if (panel && !panel.dialog.matches(":focus-within")) panel.dialog.focus();
  }

  /** The page's own dialog may cover the sheets; one inside a shadow root says so by its focus. */
  function uncover() {
    const seen = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
    if (stand && seen && seen !== stand) raise();
  }

  /** @param {Event} event */
  function hear(event) {
    if (event.type === "keydown" || event.type === "pointerdown")
      isKeyed = event.type === "keydown";
    if (!stand) return;
    const path = event.composedPath();
    const isInside = path.includes(stand);
    // A key that nothing has is ours as well.
    const isOurs =
      isInside ||
      (isMoving && event instanceof FocusEvent) ||
      (event.isTrusted && event instanceof KeyboardEvent);
    if (!isOurs) return rival(event);
    event.stopImmediatePropagation();
    const panel = [...panels.values()].find(({ dialog }) => path.includes(dialog)) ?? top();
    const [target] = path;
    if (!panel || !target) return;
    if (event.type === "pointerdown") pressed = target;
    else if (event.type === "click") click(panel, path);
    else if (event.type === "input" && target instanceof HTMLInputElement) panel.touched(target);
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
    if ((type === "toggle" && isAbove) || type === "fullscreenchange") queueMicrotask(raise);
  }

  /**
   * @param {Panel} panel
   * @param {EventTarget[]} path
   */
  function click(panel, path) {
    for (const node of path) {
      const choice = node instanceof HTMLElement ? node.dataset["choice"] : undefined;
      if (choice !== undefined) return take(panel, choice);
    }
    if (path[0] === panel.dialog && pressed === panel.dialog) take(panel, panel.sheet.dismiss);
  }

  /**
   * @param {Panel} panel
   * @param {KeyboardEvent} event
   * @param {EventTarget} target
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
    const at = stand?.shadowRoot?.activeElement;
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
    answered({ id: panel.sheet.id, choice: choice.id, values: panel.values() });
    if (!choice.stays) hide(panel.sheet.id);
  }

  /** @param {Event} event */
  function hold(event) {
    const path = stand ? event.composedPath() : [];
    if (!stand || !path.includes(stand)) return;
    event.stopImmediatePropagation();
    const scrolls = /** @param {EventTarget} node */ (node) =>
      node instanceof Element && node.matches(".body") && node.scrollHeight > node.clientHeight;
    if (!path.some(scrolls)) event.preventDefault();
  }

  /** @param {Sheet} sheet */
  function show(sheet) {
    hide(sheet.id);
    if (!stand) {
      stand = document.createElement("aitdesk-sheets");
      const style = new CSSStyleSheet();
      style.replaceSync(css);
      attachShadow.call(stand, { mode: "open" }).adoptedStyleSheets = [style];
      // Only now: a page without a sheet scrolls without asking.
      for (const type of ["wheel", "touchmove"])
        window.addEventListener(type, hold, { capture: true, passive: false });
    }
    const panel = panelOf(sheet);
    panels.set(sheet.id, panel);
    stand.shadowRoot?.append(panel.dialog);
    if (stand.isConnected) raise();
    else place();
  }

  /** @param {string} id */
  function hide(id) {
    const panel = panels.get(id);
    if (!stand || !panel) return;
    panels.delete(id);
    panel.stop();
    // Gives the focus back to where it was.
    quietly(() => {
      if (panel.dialog.open) close.call(panel.dialog);
      panel.dialog.remove();
    });
    if (panels.size) return;
    observer.disconnect();
    stand.remove();
    stand = pressed = undefined;
    for (const type of ["wheel", "touchmove"])
      window.removeEventListener(type, hold, { capture: true });
  }

  listen();
  return { show, hide };
}

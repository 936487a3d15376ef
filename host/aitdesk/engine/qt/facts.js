// @ts-check
// What the page shows now, as JSON. Runs in a world of its own beside the page's: the same document
// and timeline, none of the page's globals, and nothing that the page could notice or break.

/**
 * @typedef {PerformanceEntry & { value: number }} Shift
 * @typedef {{ shifts: number, lastShiftMs: number | null, frames: number, isAwaited: boolean }} Seen
 * @typedef {typeof globalThis & { aitdeskSeen?: Seen }} World
 */

// Text that trembles by a pixel is no page that goes on arranging itself.
const SMALLEST_SHIFT = 0.005;
const MOST_NODES = 5000;
const TEXT_SHOWN = 200;
const PICTURES = "canvas, video, img, svg, iframe, object, embed";

/** Follows the shifts of this document from its beginning on; they are told a moment later. */
function watch() {
  const world = /** @type {World} */ (globalThis);
  if (world.aitdeskSeen) return world.aitdeskSeen;
  /** @type {Seen} */
  const seen = { shifts: 0, lastShiftMs: null, frames: 0, isAwaited: false };
  world.aitdeskSeen = seen;
  // Else the browser forgets what came after the first 250.
  performance.setResourceTimingBufferSize(MOST_NODES);
  new PerformanceObserver((list) => {
    for (const entry of /** @type {Shift[]} */ (list.getEntries()))
      // Nobody touches it: "recent input" is the first half second of a view's size.
      if (entry.value >= SMALLEST_SHIFT) {
        seen.shifts += 1;
        seen.lastShiftMs = entry.startTime;
        seen.frames = 0;
      }
  }).observe({ type: "layout-shift", buffered: true });
  return seen;
}

/** Counts one frame a look: a busy machine draws few, and only a frame can show a shift. */
function countFrame(/** @type {Seen} */ seen) {
  if (seen.isAwaited) return;
  seen.isAwaited = true;
  requestAnimationFrame(() => {
    seen.isAwaited = false;
    seen.frames += 1;
  });
}

/** @param {string} name */
function paintMs(name) {
  return performance.getEntriesByName(name, "paint")[0]?.startTime ?? null;
}

/** @param {DOMRect} rect @returns {number} the part of the view that it covers */
function share({ left, top, right, bottom }) {
  const width = Math.min(right, innerWidth) - Math.max(left, 0);
  const height = Math.min(bottom, innerHeight) - Math.max(top, 0);
  return width > 0 && height > 0 ? (width * height) / (innerWidth * innerHeight) : 0;
}

/** @param {Element} element */
function isShown(element) {
  return element.checkVisibility({
    opacityProperty: true,
    visibilityProperty: true,
  });
}

/** @param {string} color */
function isClear(color) {
  return color === "transparent" || /[,/] ?0\)$/.test(color);
}

/** Whether its text has another colour than what is behind it. @param {Element} element */
function stands(element) {
  const { color } = getComputedStyle(element);
  if (isClear(color)) return false;
  /** @type {Element | null} */
  let behind = element;
  while (behind) {
    const { backgroundColor, backgroundImage } = getComputedStyle(behind);
    if (backgroundImage !== "none") return true;
    if (!isClear(backgroundColor)) return backgroundColor !== color;
    const root = behind.getRootNode();
    behind = behind.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
  }
  return color !== "rgb(255, 255, 255)";
}

/** @param {Text} text */
function isSeen(text) {
  const element = text.parentElement;
  if (!element || !text.data.trim() || !isShown(element)) return false;
  const range = document.createRange();
  range.selectNodeContents(text);
  return share(range.getBoundingClientRect()) > 0 && stands(element);
}

/**
 * Every node of the page, those of its shadow trees too.
 * @param {Node} root
 * @returns {Generator<Node, void>}
 */
function* nodesOf(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    yield node;
    if (node instanceof Element && node.shadowRoot) yield* nodesOf(node.shadowRoot);
  }
}

function look() {
  let texts = "";
  let length = 0;
  let pictures = 0;
  let seen = 0;
  for (const node of document.body ? nodesOf(document.body) : []) {
    if ((seen += 1) > MOST_NODES) break;
    if (node instanceof Text && isSeen(node)) {
      const text = node.data.trim();
      length += text.length;
      if (texts.length < TEXT_SHOWN) texts += `${text} `;
    } else if (node instanceof Element && node.matches(PICTURES) && isShown(node))
      pictures += share(node.getBoundingClientRect()) >= 0.5 ? 1 : 0;
  }
  return {
    text: texts.slice(0, TEXT_SHOWN).trim(),
    text_length: length,
    large_pictures: pictures,
  };
}

/** What this document asked of its own origin, and how it was answered; 0 for not at all. */
function ownResources() {
  const entries = /** @type {PerformanceResourceTiming[]} */ ([
    ...performance.getEntriesByType("navigation"),
    ...performance.getEntriesByType("resource"),
  ]);
  return entries
    .filter(({ name }) => name.startsWith(`${location.origin}/`))
    .map(({ name, responseStatus }) => ({ url: name, status: responseStatus }));
}

function facts() {
  const seen = watch();
  countFrame(seen);
  return {
    url: location.href,
    ready_state: document.readyState,
    now_ms: performance.now(),
    first_paint_ms: paintMs("first-paint"),
    first_contentful_paint_ms: paintMs("first-contentful-paint"),
    layout_shifts: seen.shifts,
    last_layout_shift_ms: seen.lastShiftMs,
    frames_since_shift: document.hidden ? null : seen.frames,
    ...look(),
    resources: ownResources(),
  };
}

/** What is thrown here would be heard by the page. @returns {string} */
function report() {
  try {
    return JSON.stringify(facts());
  } catch (error) {
    return JSON.stringify({ failed: String(error) });
  }
}

// @ts-check
// Windows that a page opens, and documents that it writes anew: what a phone's web view makes of it.

const FRAMES = /^_(self|parent|top)$/i;

/** @type {(url?: unknown, target?: unknown) => Window | null} */
let openWindow;

/** A window is never given: Android's shows nothing, and one of the engine's would hold a test. */
function setWindows() {
  const native = window.open;
  openWindow = (url, target) => {
    const [address, name] = [url, target].map((/** @type {any} */ each) =>
      each === undefined ? "" : `${each}`,
    );
    const isFrame = name && (FRAMES.test(name) || name in window.frames);
    if (isFrame) return applyTo(native, window, [address, name]);
    applyTo(native, window, [address, "_blank", "noopener"]);
    return null;
  };
  window.open = new Proxy(native, {
    apply: (_, __, [url, target]) => openWindow(url, target),
  });
}

/** Tells of a document that is written anew: nothing of the phone runs in it a second time. */
function setRewriting() {
  for (const name of /** @type {const} */ (["open", "write", "writeln"])) {
    const wrapped = new Proxy(Document.prototype[name], {
      apply(native, self, args) {
        // With three arguments it is the window's.
        if (name === "open" && args.length > 2) return openWindow(args[0], args[1]);
        const before = self === document && document.documentElement;
        const given = applyTo(/** @type {Function} */ (native), self, args);
        const isNew = before && document.documentElement !== before;
        if (isNew && window.top === window) void ask({ asks: "rewrite" });
        return given;
      },
    });
    Object.defineProperty(Document.prototype, name, { value: wrapped });
  }
}

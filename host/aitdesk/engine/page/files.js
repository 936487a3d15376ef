// @ts-check
// <input type=file>: the engine is told at once that nothing was chosen, and the person is asked
// what the phone asks. What the page hears is what came of that.

/** @type {WeakSet<HTMLInputElement>} */
const armed = new WeakSet();
/** What an input had when its chooser was opened. @type {WeakMap<HTMLInputElement, File[]>} */
const choosing = new WeakMap();

/**
 * @param {HTMLInputElement} input
 * @param {Iterable<File>} files
 */
function put(input, files) {
  const all = new DataTransfer();
  for (const file of files) all.items.add(file);
  input.files = all.files;
}

/** @param {HTMLInputElement} input */
async function choose(input) {
  const { accept, multiple: is_multiple } = input;
  const capture = input.getAttribute("capture") ?? undefined;
  const given = await ask({
    asks: "files",
    accept,
    is_multiple,
    ...(capture !== undefined && { capture }),
  });
  /** @type {{ name: string, type: string, base64: string }[]} */
  const files = given.value ?? [];
  const told = { bubbles: true };
  if (!files.length) return void input.dispatchEvent(new Event("cancel", told));
  const made = files.map(({ name, type, base64 }) => {
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
    return new File([bytes], name, { type });
  });
  put(input, made);
  input.dispatchEvent(new Event("input", { ...told, composed: true }));
  input.dispatchEvent(new Event("change", told));
}

/** @param {unknown} element */
function arm(element) {
  if (!(element instanceof HTMLInputElement) || element.type !== "file") return;
  choosing.set(element, [...(element.files ?? [])]);
  if (armed.has(element)) return;
  armed.add(element);
  // An input that had files is emptied by the engine, which tells of a change.
  for (const type of ["cancel", "input", "change"])
    element.addEventListener(type, heard, { capture: true });
}

/** @param {Event} event */
function heard(event) {
  const input = /** @type {HTMLInputElement} */ (event.currentTarget);
  const before = choosing.get(input);
  if (!event.isTrusted || before === undefined || (event.type !== "cancel" && input.files?.length))
    return;
  event.stopImmediatePropagation();
  if (event.type === "input") return;
  choosing.delete(input);
  put(input, before);
  void choose(input);
}

function setFiles() {
  window.addEventListener("click", (event) => arm(event.composedPath()[0]), { capture: true });
  // An input that is in no document is heard by nobody.
  HTMLElement.prototype.click = new Proxy(HTMLElement.prototype.click, {
    apply(native, self, args) {
      arm(self);
      return applyTo(native, self, args);
    },
  });
  const all = HTMLInputElement.prototype;
  all.showPicker = new Proxy(all.showPicker, {
    apply(native, self, args) {
      arm(self);
      return applyTo(native, self, args);
    },
  });
}

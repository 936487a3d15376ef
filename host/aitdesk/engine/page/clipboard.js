// @ts-check
// What a page copies is on the phone's clipboard, which the SDK has too. As on the phone, a script
// copies only while a tap is fresh; the engine itself refuses reading.

/** An address has an end: that of a question. */
const LONGEST_COPIED = 200_000;

/** @param {string} text */
async function copy(text) {
  if (!navigator.userActivation.isActive)
    throw new DOMException("Write permission denied.", "NotAllowedError");
  if (text.length > LONGEST_COPIED)
    throw new DOMException(`No more than ${LONGEST_COPIED} characters.`, "NotAllowedError");
  const { gone } = await ask({ asks: "copy", text });
  if (gone) throw new DOMException("Write permission denied.", "NotAllowedError");
}

/** @param {ClipboardEvent} event */
function copied(event) {
  const { activeElement } = document;
  let text = document.getSelection()?.toString() ?? "";
  if (event.defaultPrevented) text = event.clipboardData?.getData("text/plain") ?? "";
  else if (
    activeElement instanceof HTMLTextAreaElement ||
    activeElement instanceof HTMLInputElement
  ) {
    const { value, selectionStart, selectionEnd } = activeElement;
    text = value.slice(selectionStart ?? 0, selectionEnd ?? 0);
  }
  // What comes next may read it.
  if (text && text.length <= LONGEST_COPIED && event.isTrusted) askNow({ asks: "copy", text });
}

function setClipboard() {
  window.addEventListener("copy", copied);
  window.addEventListener("cut", copied);
  if (typeof Clipboard === "undefined") return;
  const all = Clipboard.prototype;
  all.writeText = new Proxy(all.writeText, {
    apply: async (_, __, [text]) => copy(`${text}`),
  });
  all.write = new Proxy(all.write, {
    async apply(_, __, [items]) {
      for (const item of items)
        if (item.types.includes("text/plain"))
          return copy(await (await item.getType("text/plain")).text());
      throw new DOMException("Only text can be copied.", "NotAllowedError");
    },
  });
}

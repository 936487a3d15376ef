// @ts-check
// What a sheet shows: one function for each block of phone/sheet.py. Nothing here listens: what a
// person does to a block is heard at the window (stage.js) and settled in sheet.js.

/**
 * @typedef {{ id: string, label: string, detail?: string, image?: string, media_type?: string,
 *             badge?: string, is_picked?: boolean }} Item
 * @typedef {{ block: "paragraph", text: string, tone?: string }
 *   | { block: "facts", rows: { label: string, value: string }[] }
 *   | { block: "picture", image: string, media_type: string, alt: string, taps?: string }
 *   | { block: "pages", images: string[], media_type: string, alt: string }
 *   | { block: "grid" | "options", items: Item[], at_most: number }
 *   | { block: "ranking", rows: { rank: number, name: string, score: string, is_me?: boolean }[] }
 *   | { block: "stars", label: string }
 *   | { block: "countdown", ms: number, label: string }} Block
 */

// A page may name an element after these, and be found in their place.
const createElement = document.createElement.bind(document);
const createElementNS = document.createElementNS.bind(document);

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 */
function make(tag, attributes, ...children) {
  const element = /** @type {HTMLElementTagNameMap[Tag]} */ (createElement(tag));
  for (const name in attributes) element.setAttribute(name, attributes[name] ?? "");
  element.append(...children);
  return element;
}

/**
 * Draws on a canvas: a policy that forbids images does not apply to it.
 * @param {string} image
 * @param {string} type
 * @param {string} alt
 */
function draw(image, type, alt) {
  const canvas = make("canvas", { role: "img", "aria-label": alt });
  const bytes = Uint8Array.from(atob(image), (sign) => sign.charCodeAt(0));
  createImageBitmap(new Blob([bytes], { type })).then(
    (bitmap) => {
      canvas.width = bitmap.width;
      canvas.height = bitmap.height;
      canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
      bitmap.close();
    },
    () => canvas.replaceWith(make("span", { class: "unseen" }, alt)),
  );
  return canvas;
}

/**
 * @param {Item} item
 * @param {string} type
 * @param {string} group
 */
function drawItem(item, type, group) {
  const name = {
    type,
    name: group,
    "data-item": item.id,
    "data-testid": `aitdesk-item-${item.id}`,
  };
  const input = make("input", name);
  input.checked = item.is_picked === true;
  const words = make("span", { class: "words" }, make("span", { class: "label" }, item.label));
  if (item.badge) words.append(make("span", { class: "badge" }, item.badge));
  if (item.detail) words.append(make("span", { class: "detail" }, item.detail));
  const label = make("label", { class: "item" });
  // The label beside it says the same.
  if (item.image) label.append(draw(item.image, item.media_type ?? "", ""));
  label.append(words, input, make("span", { class: "mark", "aria-hidden": "true" }));
  return label;
}

/** @param {string} label */
function drawStars(label) {
  const stars = [1, 2, 3, 4, 5].map((count) =>
    make(
      "label",
      {},
      make("input", {
        type: "radio",
        name: "stars",
        value: `${count}`,
        "aria-label": `${count} / 5`,
        "data-testid": `aitdesk-star-${count}`,
      }),
      make("span", { "aria-hidden": "true" }, "★"),
    ),
  );
  return make("fieldset", { class: "stars" }, make("legend", {}, label), ...stars);
}

/** @param {{ rank: number, name: string, score: string, is_me?: boolean }} row */
function drawScore({ rank, name, score, is_me: isMe }) {
  return make(
    "tr",
    isMe ? { "aria-current": "true" } : {},
    make("td", {}, `${rank}`),
    make("th", { scope: "row" }, name),
    make("td", {}, score),
  );
}

/**
 * @param {Block} block
 * @param {string} group the name of its inputs
 * @returns {HTMLElement}
 */
function drawBlock(block, group) {
  switch (block.block) {
    case "paragraph":
      return make("p", { class: `paragraph ${block.tone ?? ""}` }, block.text);
    case "facts":
      return make(
        "dl",
        { class: "facts" },
        ...block.rows.map(({ label, value }) =>
          make("div", {}, make("dt", {}, label), make("dd", {}, value)),
        ),
      );
    case "picture": {
      const canvas = draw(block.image, block.media_type, block.alt);
      const taps = block.taps;
      if (!taps) return make("div", { class: "picture" }, canvas);
      const name = { "data-choice": taps, "data-testid": `aitdesk-picture-${taps}` };
      return make("button", { type: "button", class: "picture", ...name }, canvas);
    }
    case "pages": {
      const all = block.images.length;
      const drawn = block.images.map((image, index) =>
        draw(image, block.media_type, `${block.alt} ${index + 1} / ${all}`),
      );
      return make("div", { class: "pages" }, ...drawn);
    }
    case "grid":
    case "options": {
      // A radio button cannot be given up: what stands alone is taken or left.
      const type = block.at_most === 1 && block.items.length > 1 ? "radio" : "checkbox";
      const items = block.items.map((item) => drawItem(item, type, group));
      const most = { "data-at-most": `${block.at_most}` };
      return make("fieldset", { class: block.block, ...most }, ...items);
    }
    case "ranking":
      return make("table", { class: "ranking" }, ...block.rows.map(drawScore));
    case "stars":
      return drawStars(block.label);
    case "countdown":
      return make("p", { class: "countdown", "aria-live": "polite" });
  }
}

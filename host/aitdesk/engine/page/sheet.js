// @ts-check
// One sheet: its dialog, and what has been picked in it. Where it stands is stage.js.

/**
 * @typedef {{ id: string, label: string, role?: string, waits?: boolean, stays?: boolean,
 *             needs_pick?: boolean }} Choice
 * @typedef {{ id: string, platform: string, language: string, color: string, layout: string,
 *             title: string, choices: Choice[], blocks?: Block[], dismiss?: string, icon?: string,
 *             tone?: string }} Sheet
 * @typedef {{ sheet: Sheet, dialog: HTMLDialogElement, focused: HTMLElement,
 *             values: () => Record<string, unknown>, touched: () => void,
 *             canTake: (choice: Choice) => boolean, stop: () => void }} Panel
 */

// Kept: a test of the page may stop its clock.
const { setTimeout: later, clearTimeout: never, performance: watch } = window;
const now = watch.now.bind(watch);

/**
 * Returns the colour as #rrggbb and a text colour that can be read on it. White wants 4.5:1, for
 * which the colour may become a little darker; on a light one the text is dark.
 * @param {string} color
 */
function readable(color) {
  const context = make("canvas", {}).getContext("2d");
  if (context) {
    context.fillStyle = "#3182f6";
    context.fillStyle = color;
    color = `${context.fillStyle}`;
  }
  if (!/^#[0-9a-f]{6}$/.test(color)) color = "#3182f6";
  let parts = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
  const contrast = () => {
    const [red = 0, green = 0, blue = 0] = parts.map((part) =>
      part < 11 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
  };
  if (contrast() < 2.8) return { fill: color, on: "#191f28", ink: "#191f28" };
  while (contrast() < 4.7) parts = parts.map((part) => Math.floor(part * 0.97));
  const fill = `rgb(${parts.join()})`;
  return { fill, on: "#fff", ink: fill };
}

/**
 * Whether a font of this machine has the emoji: without one, a box of one colour stands for it.
 * @param {string} emoji
 */
function hasGlyph(emoji) {
  const context = make("canvas", { width: "24", height: "24" }).getContext("2d");
  if (!context) return false;
  context.font = "20px system-ui, sans-serif";
  context.fillText(emoji, 0, 20);
  const { data } = context.getImageData(0, 0, 24, 24);
  return data.some((part, at) => part > (at % 4 === 3 ? 255 : 32));
}

/**
 * @param {Sheet} sheet
 * @param {Choice} choice
 */
function drawChoice(sheet, choice) {
  const { id, label, role = "secondary" } = choice;
  const name = { type: "button", "data-choice": id, "data-testid": `aitdesk-choice-${id}` };
  if (sheet.layout !== "screen" || id !== sheet.dismiss)
    return make("button", { class: `choice ${role}`, ...name }, label);
  const icon = createElementNS("http://www.w3.org/2000/svg", "svg");
  const cross = createElementNS("http://www.w3.org/2000/svg", "path");
  icon.setAttribute("viewBox", "0 0 24 24");
  icon.setAttribute("aria-hidden", "true");
  cross.setAttribute("d", "M5 5l14 14M19 5L5 19");
  icon.append(cross);
  return make("button", { class: "close", "aria-label": label, title: label, ...name }, icon);
}

/**
 * @param {Sheet} sheet
 * @param {HTMLButtonElement[]} buttons
 * @param {HTMLElement[]} blocks
 */
function drawDialog(sheet, buttons, blocks) {
  const top = make("header", {}, make("h2", { id: `title-${sheet.id}` }, sheet.title));
  if (sheet.icon && hasGlyph(sheet.icon))
    top.prepend(make("span", { class: "icon", "aria-hidden": "true" }, sheet.icon));
  top.append(...buttons.filter((button) => button.className === "close"));
  const body = make("div", { class: "body" }, ...blocks);
  const text = body.querySelector("p");
  if (text) text.id = `text-${sheet.id}`;
  if (sheet.tone === "advertisement")
    body.prepend(make("p", { class: "fake" }, "가짜 광고 · Test ad"));
  const others = buttons.filter((button) => button.className !== "close");
  const row = make("footer", {}, ...others);
  const last = sheet.choices[sheet.choices.length - 1];
  if (others.length > 2) row.classList.add("stacked");
  if (sheet.layout !== "alert" && last?.role === "primary") row.classList.add("turned");
  const classes = [sheet.layout, sheet.platform, sheet.tone ?? "plain"].join(" ");
  const dialog = make(
    "dialog",
    {
      class: classes,
      lang: sheet.language,
      tabindex: "-1",
      // Escape is heard at the window; the engine would close some sheets that must stay.
      closedby: "none",
      role: sheet.layout === "alert" ? "alertdialog" : "dialog",
      "aria-modal": "true",
      "aria-labelledby": `title-${sheet.id}`,
      ...(text ? { "aria-describedby": text.id } : {}),
      "data-testid": "aitdesk-sheet",
    },
    make("section", {}, top, body, row),
  );
  const { fill, on, ink } = readable(sheet.color);
  dialog.style.setProperty("--fill", fill);
  dialog.style.setProperty("--on", on);
  dialog.style.setProperty("--ink", ink);
  return dialog;
}

/**
 * @param {HTMLElement} line
 * @param {{ ms: number, label: string }} countdown
 * @param {() => void} ended
 */
function countDown(line, { ms, label }, ended) {
  const end = now() + ms;
  let timer = 0;
  const tick = () => {
    const left_ms = end - now();
    const left_s = Math.ceil(left_ms / 1000);
    line.textContent = left_s > 0 ? label.replace("{s}", `${left_s}`) : "";
    if (left_s > 0) timer = later(tick, left_ms - (left_s - 1) * 1000);
    else ended();
  };
  tick();
  return () => never(timer);
}

/**
 * @param {Sheet} sheet
 * @returns {Panel}
 */
function panelOf(sheet) {
  const blocks = sheet.blocks ?? [];
  const drawn = blocks.map((block, index) => drawBlock(block, `items-${index}`));
  const buttons = sheet.choices.map((choice) => drawChoice(sheet, choice));
  const dialog = drawDialog(sheet, buttons, drawn);
  const inputs = [...dialog.querySelectorAll("input")];
  const picks = inputs.filter((input) => input.dataset["item"] !== undefined);
  const counting = new Set(drawn.filter((_, index) => blocks[index]?.block === "countdown"));
  /** In the order of picking. */
  let picked = picks.filter((input) => input.checked);
  /** @param {Choice} choice */
  const canTake = ({ waits, needs_pick: needsPick }) =>
    !(waits && counting.size) && !(needsPick && !picked.length);
  const refresh = () => {
    for (const input of picks) {
      const group = input.closest("fieldset");
      const count = picked.filter((other) => other.name === input.name).length;
      const isFull = count >= Number(group?.dataset["atMost"]);
      input.disabled = input.type === "checkbox" && !input.checked && isFull;
      const mark = input.nextElementSibling;
      const isCounted = input.checked && input.type === "checkbox" && group?.className === "grid";
      if (mark) mark.textContent = isCounted ? `${picked.indexOf(input) + 1}` : "";
    }
    sheet.choices.forEach((choice, index) => {
      const button = buttons[index];
      if (button) button.disabled = !canTake(choice);
    });
  };
  const stops = drawn.map((line, index) => {
    const block = blocks[index];
    if (block?.block !== "countdown") return () => {};
    return countDown(line, block, () => void (counting.delete(line), refresh()));
  });
  refresh();
  const open = buttons.filter((button) => !button.disabled);
  const primary = open.find((button) => button.classList.contains("primary"));
  return {
    sheet,
    dialog,
    focused: inputs.find((input) => !input.disabled) ?? primary ?? open[0] ?? dialog,
    canTake,
    values: () => {
      /** @type {Record<string, unknown>} */
      const values = {};
      if (picks.length) values["picked"] = picked.map((input) => input.dataset["item"]);
      const star = inputs.find((input) => input.name === "stars" && input.checked);
      if (star) values["stars"] = Number(star.value);
      return values;
    },
    touched: () => {
      const added = picks.filter((input) => input.checked && !picked.includes(input));
      picked = [...picked.filter((input) => input.checked), ...added];
      refresh();
    },
    stop: () => stops.forEach((stop) => stop()),
  };
}

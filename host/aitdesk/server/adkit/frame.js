// @ts-check
// What is around a banner: SDK 2.x draws it in the page (web-bridge 2.10.8), SDK 3.x leaves it to
// whoever draws the banner.

const FRAME_CSS = `
:host {
  box-sizing: border-box; display: flex; flex-direction: column; justify-content: center;
  width: 100%; height: 100%; overflow: hidden;
}
:host([data-variant="card"]) { padding: 0 10px; }
.back { background: #ffffff; }
.back[data-tone="grey"] { background: #f2f4f7; }
.back[data-theme="dark"] { background: #17171c; }
.back[data-theme="dark"][data-tone="grey"] { background: #101013; }
@media (prefers-color-scheme: dark) {
  .back[data-theme="auto"] { background: #17171c; }
  .back[data-theme="auto"][data-tone="grey"] { background: #101013; }
}
:host([data-variant="card"]) .back { border-radius: 16px; overflow: hidden; }
`;

/**
 * Makes a frame and puts the element into it.
 * @param {HTMLElement} content
 * @param {{ theme: string, tone: string, variant: string }} look
 * @returns {HTMLElement}
 */
function frameOf(content, { theme, tone, variant }) {
  const back = elementOf("div", "back", [createElement(itsDocument, "slot")]);
  setAttribute(back, "data-theme", theme);
  setAttribute(back, "data-tone", tone);
  const frame = createElement(itsDocument, "div");
  setAttribute(frame, "data-variant", variant);
  appendTo(frame, content);
  return styled(frame, back, FRAME_CSS);
}

// @ts-check
// What a banner looks like. It has its own box and its own colours, so that it can be read on any
// page, and a dashed edge, so that nobody takes it for a real ad.

/** @typedef {{ id: string, label: string, title: string, landingUrl: string }} Creative */

const BANNER_CSS = `
:host { all: initial; display: block; box-sizing: border-box; width: 100%; }
.ad {
  --back: #fff7e0; --text: #191f28; --soft: #6b5200; --edge: #c99700;
  box-sizing: border-box; display: grid; grid-template-columns: auto minmax(0, 1fr) auto;
  align-items: center; column-gap: 10px; width: 100%; padding: 8px 12px;
  border: 1px dashed var(--edge); border-radius: 12px;
  background: var(--back); color: var(--text); text-decoration: none; cursor: pointer;
  font: 15px/1.3 "Toss Product Sans", -apple-system, BlinkMacSystemFont, "Apple SD Gothic Neo",
    "Noto Sans KR", "Malgun Gothic", sans-serif;
}
.ad:focus-visible { outline: 2px solid var(--edge); outline-offset: 2px; }
.ad[data-theme="dark"] { --back: #2a230f; --text: #ffffff; --soft: #f0d68c; --edge: #a8861e; }
@media (prefers-color-scheme: dark) {
  .ad[data-theme="auto"] { --back: #2a230f; --text: #ffffff; --soft: #f0d68c; --edge: #a8861e; }
}
.picture {
  grid-column: 1 / -1; display: grid; place-items: center; aspect-ratio: 1.91; margin-bottom: 8px;
  border-radius: 8px; color: var(--soft); font-size: 40px; font-weight: 700;
  background: repeating-linear-gradient(-45deg, transparent 0 12px, rgb(201 151 0 / 16%) 12px 24px);
}
.mark {
  display: grid; place-items: center; width: 32px; height: 32px; border-radius: 8px;
  background: var(--soft); color: var(--back); font-size: 13px; font-weight: 700;
}
.picture ~ .texts { grid-column: 1 / 3; }
.title, .label { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.title { font-weight: 600; }
.label { color: var(--soft); font-size: 12px; font-weight: 600; }
.go { color: var(--soft); font-size: 20px; }
`;

/**
 * Makes an element of this class with these in it.
 * @param {string} tag
 * @param {string} name
 * @param {(Node | string)[]} children
 */
function elementOf(tag, name, children) {
  const element = createElement(itsDocument, tag);
  setAttribute(element, "class", name);
  for (let at = 0; at < children.length; at++)
    appendTo(element, /** @type {Node | string} */ (children[at]));
  return element;
}

/** Makes one that is not read aloud: only a sign. @param {string} name @param {string} text */
function signOf(name, text) {
  const sign = elementOf("span", name, [text]);
  setAttribute(sign, "aria-hidden", "true");
  return sign;
}

/**
 * Puts the element into a tree of its own that has this style. A sheet passes every
 * content-security policy; a style element would not.
 * @param {HTMLElement} host
 * @param {HTMLElement} inside
 * @param {string} text
 */
function styled(host, inside, text) {
  const css = new SafeStyleSheet();
  replaceSheet(css, text);
  const root = attachShadow(host, bare({ mode: "open" }));
  adoptSheets(root, listed([css]));
  appendToShadow(root, inside);
  return host;
}

/**
 * Makes a banner: a row, or a picture above a row.
 * @param {Creative} creative
 * @param {{ isFeed: boolean, theme: string, padding: string, onClick: () => void }} look
 * @returns {HTMLElement}
 */
function bannerOf(creative, { isFeed, theme, padding, onClick }) {
  const texts = elementOf("span", "texts", [
    elementOf("span", "title", [creative.title]),
    elementOf("span", "label", [creative.label]),
  ]);
  // Letters and no emoji, which a machine without their font would show as boxes.
  const sign = signOf(isFeed ? "picture" : "mark", "AD");
  const link = elementOf("a", "ad", [sign, texts, signOf("go", "›")]);
  setAttribute(link, "href", creative.landingUrl);
  setAttribute(link, "data-theme", theme);
  listen(link, "click", (event) => {
    // Where it leads is for the phone to open, not for this page.
    preventDefault(event);
    onClick();
  });
  const banner = createElement(itsDocument, "div");
  setStyle(styleOf(banner), "padding", padding);
  setAttribute(banner, "data-aitdesk-ad", isFeed ? "feed" : "list");
  return styled(banner, link, BANNER_CSS);
}

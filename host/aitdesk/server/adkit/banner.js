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
 * Makes an element with a text, which is read aloud unless it is only a sign.
 * @param {string} name
 * @param {string} text
 * @param {{ isSign?: boolean }} [how]
 */
function spanOf(name, text, { isSign = false } = {}) {
  const span = document.createElement("span");
  span.className = name;
  span.textContent = text;
  if (isSign) span.ariaHidden = "true";
  return span;
}

/**
 * Makes a banner: a row, or a picture above a row.
 * @param {Creative} creative
 * @param {{ isFeed: boolean, theme: string, padding: string, onClick: () => void }} look
 * @returns {HTMLElement}
 */
function bannerOf(creative, { isFeed, theme, padding, onClick }) {
  const link = document.createElement("a");
  link.className = "ad";
  link.href = creative.landingUrl;
  link.setAttribute("data-theme", theme);
  link.addEventListener("click", (event) => {
    // Where it leads is for the phone to open, not for this page.
    event.preventDefault();
    onClick();
  });
  const texts = spanOf("texts", "");
  texts.append(spanOf("title", creative.title), spanOf("label", creative.label));
  // Letters and no emoji, which a machine without their font would show as boxes.
  const sign = spanOf(isFeed ? "picture" : "mark", "AD", { isSign: true });
  link.append(sign, texts, spanOf("go", "›", { isSign: true }));
  const banner = document.createElement("div");
  banner.style.padding = padding;
  banner.setAttribute("data-aitdesk-ad", isFeed ? "feed" : "list");
  // A sheet of its own passes every content-security policy; a style element would not.
  const css = new CSSStyleSheet();
  css.replaceSync(BANNER_CSS);
  const root = banner.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [css];
  root.append(link);
  return banner;
}

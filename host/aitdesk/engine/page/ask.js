// @ts-check
// The way from any frame to the phone for what a web view asks a person. It runs before any script
// of the document and keeps the built-ins that it needs. A request to a scheme of the host's own
// is all there is: it works in frames of every origin, past every policy of the page, and a
// synchronous one holds this page alone until somebody has answered. A page may send such a request
// itself; it gets no more than by the function that it stands for.

/**
 * @typedef {{ asks: string, text?: string, preset?: string, is_high?: boolean, since?: number,
 *             video?: boolean, audio?: boolean, accept?: string, is_multiple?: boolean,
 *             capture?: string }} Question
 * @typedef {{ value?: any, gone?: boolean }} Given what came back; `gone` when nobody answers
 */

const ASK = "aitdesk-ask://phone/?";
/** An address has an end; no phone shows as much. */
const LONGEST_ASKED = 20_000;

const Request_ = XMLHttpRequest;
const { open: openRequest, send: sendRequest } = Request_.prototype;
const textOf = Object.getOwnPropertyDescriptor(Request_.prototype, "responseText")?.get;
const { apply: applyTo } = Reflect;

/** @param {Question} question */
function addressOf(question) {
  const text = JSON.stringify(question, (_, value) =>
    // Half a character is none, and has no place in an address.
    typeof value === "string" ? value.replace(/\p{Surrogate}/gu, "\ufffd") : value,
  );
  return ASK + encodeURIComponent(text);
}

/**
 * Holds the page until it is answered. Throws where a page that is being left must not wait.
 * @param {Question} question
 * @returns {Given}
 */
function askNow(question) {
  const request = new Request_();
  applyTo(openRequest, request, ["GET", addressOf(question), false]);
  applyTo(sendRequest, request, []);
  return JSON.parse(applyTo(/** @type {Function} */ (textOf), request, []));
}

/**
 * @param {Question} question
 * @returns {Promise<Given>}
 */
function ask(question) {
  return new Promise((answered) => {
    const request = new Request_();
    request.onload = () =>
      answered(JSON.parse(applyTo(/** @type {Function} */ (textOf), request, [])));
    request.onerror = () => answered({ gone: true });
    applyTo(openRequest, request, ["GET", addressOf(question), true]);
    applyTo(sendRequest, request, []);
  });
}

/** @param {string} text */
function shortened(text) {
  return text.length > LONGEST_ASKED ? `${text.slice(0, LONGEST_ASKED)}…` : text;
}

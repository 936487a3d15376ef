// @ts-check
// A page that says more than the host can take is slowed down: what is beyond waits in the page,
// whose memory it is, and goes on its way as the host tells that it has taken what came before.

const MOST_ON_THE_WAY = 256;
const LONGEST_ON_THE_WAY = 4_000_000;

/**
 * @param {(text: string) => void} send
 */
function paceOf(send) {
  /** @type {string[]} */
  let waiting = [];
  let next = 0;
  /** @type {number[]} of those on the way */
  const lengths = [];
  let length = 0;
  const isFree = () => lengths.length < MOST_ON_THE_WAY && length < LONGEST_ON_THE_WAY;
  /** @param {string} text */
  function go(text) {
    lengths.push(text.length);
    length += text.length;
    send(text);
  }
  return {
    /** @param {string} text anything, as the phone's own takes anything */
    post(text) {
      const said = `${text}`;
      if (isFree() && next === waiting.length) go(said);
      else waiting.push(said);
    },
    /** @param {number} count how many more the host has taken */
    heard(count) {
      for (const taken of lengths.splice(0, count)) length -= taken;
      while (isFree() && next < waiting.length) go(/** @type {string} */ (waiting[next++]));
      // Not each time: moving the rest would take the square of it.
      if (next * 2 <= waiting.length) return;
      waiting = waiting.slice(next);
      next = 0;
    },
  };
}

// @ts-check
// A page that says more than the host can take is slowed down: what is beyond waits in the page,
// whose memory it is, and goes on its way as the host tells that it has taken what came before.

const MOST_ON_THE_WAY = 256;
const LONGEST_ON_THE_WAY = 4_000_000;

/**
 * First in, first out. No array: the page has a say in what the methods of one do.
 * @template T
 */
function queueOf() {
  /** @type {Record<number, T>} */
  const items = bare({});
  let first = 0;
  let next = 0;
  return freeze({
    length: () => next - first,
    /** @param {T} item */
    put: (item) => void (items[next++] = item),
    take() {
      const item = /** @type {T} */ (items[first]);
      delete items[first++];
      return item;
    },
  });
}

/**
 * @param {(text: string) => void} send
 */
function paceOf(send) {
  /** @type {ReturnType<typeof queueOf<string>>} */
  const waiting = queueOf();
  /** @type {ReturnType<typeof queueOf<number>>} the lengths of those on the way */
  const onTheWay = queueOf();
  let length = 0;
  const isFree = () => onTheWay.length() < MOST_ON_THE_WAY && length < LONGEST_ON_THE_WAY;
  /** @param {string} text */
  function go(text) {
    onTheWay.put(text.length);
    length += text.length;
    send(text);
  }
  return freeze({
    /** @param {string} text anything, as the phone's own takes anything */
    post(text) {
      const said = `${text}`;
      if (isFree() && !waiting.length()) go(said);
      else waiting.put(said);
    },
    /** @param {number} count how many more the host has taken */
    heard(count) {
      for (let taken = 0; taken < count && onTheWay.length(); taken++) length -= onTheWay.take();
      while (isFree() && waiting.length()) go(waiting.take());
    },
  });
}

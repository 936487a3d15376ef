// @ts-check
// How much of a banner is in sight, and for how long.

const VIEWABLE_SHARE = 0.5;
const VIEWABLE_MS = 1000;

/**
 * Tells once when the first pixel is in sight, and once when half of the element has been in sight
 * for a second without a break. Returns what ends it.
 * @param {Element} element
 * @param {{ onSeen: () => void, onViewable: () => void }} on
 * @returns {() => void}
 */
function watchSight(element, { onSeen, onViewable }) {
  let isSeen = false;
  /** @type {number | undefined} */
  let timer;
  const finish = () => {
    disconnect(observer);
    onViewable();
  };
  /** @param {IntersectionObserverEntry} entry */
  const look = (entry) => {
    if (isIntersecting(entry) && !isSeen) {
      isSeen = true;
      onSeen();
    }
    if (ratioOf(entry) < VIEWABLE_SHARE) {
      never(timer);
      timer = undefined;
    } else {
      timer ??= later(finish, VIEWABLE_MS);
    }
  };
  const observer = new SafeIntersectionObserver(
    (entries) => {
      for (let at = 0; at < entries.length; at++)
        look(/** @type {IntersectionObserverEntry} */ (entries[at]));
    },
    bare({ threshold: /** @type {any} */ (listed([0, VIEWABLE_SHARE])) }),
  );
  observe(observer, element);
  return () => {
    disconnect(observer);
    never(timer);
  };
}

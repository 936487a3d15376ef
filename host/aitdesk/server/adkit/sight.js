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
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, intersectionRatio } of entries) {
        if (isIntersecting && !isSeen) {
          isSeen = true;
          onSeen();
        }
        if (intersectionRatio < VIEWABLE_SHARE) {
          clearTimeout(timer);
          timer = undefined;
        } else {
          timer ??= setTimeout(finish, VIEWABLE_MS);
        }
      }
    },
    { threshold: [0, VIEWABLE_SHARE] },
  );
  const finish = () => {
    observer.disconnect();
    onViewable();
  };
  observer.observe(element);
  return () => {
    observer.disconnect();
    clearTimeout(timer);
  };
}

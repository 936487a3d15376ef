// @ts-check
// What a page sees of a phone that loses its network and finds it again. While it is lost, a member
// of navigator's own hides the engine's; before and afterwards there is nothing of ours.

/** @param {boolean} isOnline */
function setOnline(isOnline) {
  if (isOnline !== Object.hasOwn(navigator, "onLine")) return;
  if (isOnline) Reflect.deleteProperty(navigator, "onLine");
  else
    Object.defineProperty(navigator, "onLine", {
      configurable: true,
      enumerable: true,
      value: false,
    });
  window.dispatchEvent(new Event(isOnline ? "online" : "offline"));
}

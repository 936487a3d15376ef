// @ts-check
// Banners of SDK 3.x: the phone puts them into the page, where 1.x and 2.x load a kit of their own.
// What draws them is made at the first use: most documents never show one.

/**
 * @typedef {{ initialize: Function, attach: Function, attachBanner: Function, destroy: Function,
 *             destroyAll: Function }} Ads
 * @typedef {Window & { __appsInToss?: { ads?: object } }} AdsWindow
 */

let areBannersShown = false;

/** @param {Record<string, unknown>} constants those of SDK 2.x, which has a name for it */
function noteAds(constants) {
  const name = "fetchAppsInTossAd_isSupported";
  areBannersShown = hasOwn(constants, name) && constants[name] === true;
}

/**
 * Adds the banners to the phone's own object, beside what the native shell's script has put there.
 * @param {(ask: typeof askHost) => Ads} adsOf
 */
function setAds(adsOf) {
  /** @type {Ads | undefined} */
  let made;
  /** @param {keyof Ads} name @returns {(...args: unknown[]) => unknown} */
  const lazy =
    (name) =>
    (...args) => {
      made ??= adsOf(askHost);
      return apply(made[name], made, args);
    };
  const phone = /** @type {AdsWindow} */ (window);
  if (!phone.__appsInToss)
    // A page of SDK 1.x or 2.x finds among its globals what it has always found.
    Object.defineProperty(window, "__appsInToss", {
      value: {},
      configurable: true,
      enumerable: false,
      writable: true,
    });
  Object.assign(/** @type {object} */ (phone.__appsInToss), {
    ads: {
      initialize: Object.assign(lazy("initialize"), { isSupported: () => areBannersShown }),
      attach: lazy("attach"),
      attachBanner: lazy("attachBanner"),
      destroy: lazy("destroy"),
      destroyAll: lazy("destroyAll"),
    },
  });
}

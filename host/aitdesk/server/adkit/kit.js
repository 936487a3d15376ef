// @ts-check
// Stands in for Toss's ad kit. Fills a slot with what the fetcher brings that it is set up with, so
// that a banner of SDK 1.x and 2.x goes through the real SDK; asks no server of anyone.

/**
 * @typedef {{ styleId: string, requestId?: string, creative: Creative, eventPayload?: string,
 *             eventTrackingUrls?: string[] }} Ad
 * @typedef {{ status?: string, requestId?: string, ads: Ad[] }} AdResponse
 * @typedef {{ resultType: string, success?: AdResponse, error?: { reason?: string } }} Envelope
 * @typedef {{ type: "EVENT_TRACKING", eventName: string, urls: string[], eventPayload: string,
 *             adGroupId: string, requestId: string, creativeId: string }} Tracking
 * @typedef {{ opener?: (url: string) => unknown, onTrackingRequest?: (request: Tracking) => unknown,
 *             customAdFetcher?: (endpoint: string, request: { spaceUnitId: string })
 *               => Promise<Envelope> }} AdConfig
 * @typedef {"onAdRendered" | "onAdViewable" | "onAdImpression" | "onAdClicked" | "onNoFill"
 *   | "onAdFailedToRender"} Callback
 * @typedef {{ spaceId: string, autoLoad?: boolean, theme?: "light" | "dark", padding?: string,
 *             renderPadding?: (styleId: string) => string, onDestroyed?: () => void,
 *             callbacks?: Partial<Record<Callback, (payload: object) => void>> }} SlotOptions
 */

/** @type {AdConfig | undefined} */
let adConfig;
let slotsMade = 0;
/** @type {Map<string, Slot>} */
const slots = new Map();

/**
 * Asks the SDK for an ad.
 * @param {string} spaceUnitId
 * @returns {Promise<{ ad?: Ad, requestId?: string, failure?: Failure }>}
 */
async function fetchAd(spaceUnitId) {
  if (adConfig === undefined)
    return { failure: failed("SDK_NOT_INITIALIZED", "init() was not called") };
  if (adConfig.customAdFetcher === undefined) {
    return {
      failure: failed("NETWORK_ERROR", "no customAdFetcher: there is no other source here"),
    };
  }
  try {
    const envelope = await adConfig.customAdFetcher("", { spaceUnitId });
    const ad = envelope.success?.ads[0];
    const failure = failureOf(envelope);
    if (failure || ad === undefined) return failure ? { failure } : {};
    return { ad, requestId: ad.requestId ?? envelope.success?.requestId ?? "" };
  } catch (error) {
    return { failure: failed("NETWORK_ERROR", String(error)) };
  }
}

/** One place for a banner in the page. */
class Slot {
  id = `aitdesk-slot-${++slotsMade}`;
  /** Which load is the newest: what an older one brings comes too late. */
  round = 0;
  isDestroyed = false;
  clear = () => {};

  /**
   * @param {HTMLElement} element
   * @param {SlotOptions} options
   */
  constructor(element, options) {
    this.element = element;
    this.options = options;
  }

  load = async () => {
    const round = ++this.round;
    const { ad, requestId = "", failure } = await fetchAd(this.options.spaceId);
    if (this.isDestroyed || round !== this.round) return;
    if (failure) return this.tell("onAdFailedToRender", { adMetadata: {}, error: failure });
    if (ad === undefined) return this.tell("onNoFill", { adMetadata: {} });
    this.draw(ad, requestId);
  };

  destroy = () => {
    if (this.isDestroyed) return;
    this.isDestroyed = true;
    this.clear();
    slots.delete(this.id);
    this.options.onDestroyed?.();
  };

  /**
   * @param {Ad} ad
   * @param {string} requestId
   */
  draw(ad, requestId) {
    this.clear();
    const { theme = "auto", padding, renderPadding } = this.options;
    const banner = bannerOf(ad.creative, {
      isFeed: ad.styleId === "2",
      theme,
      padding: renderPadding?.(ad.styleId) ?? padding ?? "16px 20px",
      onClick: () => {
        happen("onAdClicked", "CLICK");
        const open = adConfig?.opener ?? ((url) => window.open(url, "_blank", "noopener"));
        open(ad.creative.landingUrl);
      },
    });
    const adMetadata = { creativeId: ad.creative.id, requestId };
    /** @param {Callback} callback @param {string} eventName */
    const happen = (callback, eventName) => {
      adConfig?.onTrackingRequest?.({
        type: "EVENT_TRACKING",
        eventName,
        urls: ad.eventTrackingUrls ?? [],
        eventPayload: ad.eventPayload ?? "",
        adGroupId: this.options.spaceId,
        requestId,
        creativeId: ad.creative.id,
      });
      this.tell(callback, { adMetadata });
    };
    this.element.append(banner);
    this.tell("onAdRendered", { adMetadata });
    const unwatch = watchSight(banner, {
      onSeen: () => happen("onAdImpression", "IMP_1PX"),
      onViewable: () => happen("onAdViewable", "VIEWABLE"),
    });
    this.clear = () => {
      unwatch();
      banner.remove();
    };
    // The callback may have destroyed the slot.
    if (this.isDestroyed) this.clear();
  }

  /**
   * @param {Callback} callback
   * @param {object} payload
   */
  tell(callback, payload) {
    try {
      this.options.callbacks?.[callback]?.({
        slotId: this.id,
        spaceId: this.options.spaceId,
        ...payload,
      });
    } catch (error) {
      // The page's own failure must show as one, and not stop the ad.
      reportError(error);
    }
  }
}

/**
 * @param {string | HTMLElement} target
 * @param {SlotOptions} options
 */
function createSlot(target, options) {
  const element = typeof target === "string" ? document.querySelector(target) : target;
  if (!(element instanceof HTMLElement)) throw new Error(`no element for an ad: ${target}`);
  for (const old of [...slots.values()]) if (old.element === element) old.destroy();
  const slot = new Slot(element, options);
  slots.set(slot.id, slot);
  if (options.autoLoad) void slot.load();
  return { load: slot.load, destroy: slot.destroy };
}

const kit = Object.freeze({
  /** @param {AdConfig} config */
  init(config) {
    adConfig = config;
  },
  isInitialized: () => adConfig !== undefined,
  banner: Object.freeze({
    createSlot,
    /** @param {string} slotId */
    destroy: (slotId) => slots.get(slotId)?.destroy(),
    destroyAll: () => [...slots.values()].forEach((slot) => slot.destroy()),
  }),
});

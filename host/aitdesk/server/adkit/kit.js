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
 *               => PromiseLike<Envelope> }} AdConfig
 * @typedef {"onAdRendered" | "onAdViewable" | "onAdImpression" | "onAdClicked" | "onNoFill"
 *   | "onAdFailedToRender"} Callback
 * @typedef {{ spaceId: string, autoLoad?: boolean, theme?: "light" | "dark", padding?: string,
 *             renderPadding?: (styleId: string) => string, onDestroyed?: () => void,
 *             callbacks?: Partial<Record<Callback, (payload: object) => void>> }} SlotOptions
 */

/** @type {AdConfig | undefined} */
let adConfig;
let slotsMade = 0;
/** @type {Record<string, Slot>} */
const slots = bare({});

/** Why nobody can be asked for an ad. @returns {Failure | undefined} */
function obstacle() {
  if (adConfig === undefined) return failed("SDK_NOT_INITIALIZED", "init() was not called");
  if (adConfig.customAdFetcher === undefined)
    return failed("NETWORK_ERROR", "no customAdFetcher: there is no other source here");
  return undefined;
}

/**
 * Returns what an answer brings, or why it brings nothing.
 * @param {Envelope} envelope
 * @returns {{ ad?: Ad, requestId?: string, failure?: Failure | undefined }}
 */
function broughtBy(envelope) {
  const failure = failureOf(envelope);
  const success = own(envelope, "success");
  const ad = success && own(success.ads, "0");
  if (failure || ad === undefined) return bare({ failure });
  return bare({
    ad: bare({ ...ad }),
    requestId: own(ad, "requestId") ?? own(success, "requestId"),
  });
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

  // One function, which awaits no promise of ours: what becomes of one is the page's to say.
  load = async () => {
    const round = ++this.round;
    const request = { spaceUnitId: this.options.spaceId };
    /** @type {ReturnType<typeof broughtBy>} */
    let brought = bare({ failure: obstacle() });
    try {
      const envelope = await (brought.failure
        ? undefined
        : adConfig?.customAdFetcher?.("", request));
      if (envelope) brought = broughtBy(envelope);
    } catch (error) {
      brought = bare({ failure: failed("NETWORK_ERROR", asText(error)) });
    }
    if (this.isDestroyed || round !== this.round) return;
    const { ad, requestId = "", failure } = brought;
    if (failure) return this.tell("onAdFailedToRender", { adMetadata: {}, error: failure });
    if (ad === undefined) return this.tell("onNoFill", { adMetadata: {} });
    this.draw(ad, requestId);
  };

  destroy = () => {
    if (this.isDestroyed) return;
    this.isDestroyed = true;
    this.clear();
    delete slots[this.id];
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
        const open = adConfig?.opener ?? ((url) => openWindow(url, "_blank", "noopener"));
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
    appendTo(this.element, banner);
    this.tell("onAdRendered", { adMetadata });
    const unwatch = watchSight(banner, {
      onSeen: () => happen("onAdImpression", "IMP_1PX"),
      onViewable: () => happen("onAdViewable", "VIEWABLE"),
    });
    this.clear = () => {
      unwatch();
      remove(banner);
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
      report(error);
    }
  }
}

/**
 * @param {string | HTMLElement} target
 * @param {SlotOptions} options
 */
function createSlot(target, options) {
  const element = typeof target === "string" ? querySelector(itsDocument, target) : target;
  if (!isA(SafeHTMLElement, element))
    throw new SafeError(`no element for an ad: ${asText(target)}`);
  for (const id in slots) if (slots[id]?.element === element) slots[id].destroy();
  const slot = new Slot(/** @type {HTMLElement} */ (element), options);
  slots[slot.id] = slot;
  if (options.autoLoad) void slot.load();
  return { load: slot.load, destroy: slot.destroy };
}

const kit = freeze({
  /** @param {AdConfig} config */
  init(config) {
    adConfig = config;
  },
  isInitialized: () => adConfig !== undefined,
  banner: freeze({
    createSlot,
    /** @param {string} slotId */
    destroy: (slotId) => slots[slotId]?.destroy(),
    destroyAll: () => {
      for (const id in slots) slots[id]?.destroy();
    },
  }),
});

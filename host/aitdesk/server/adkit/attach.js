// @ts-check
// What SDK 3.x finds injected and calls for banners: what SDK 2.x does around its kit in the page
// (web-bridge 2.10.8), with the same codes and texts.

/**
 * @typedef {Partial<Record<Callback, (payload: object) => void>>} Callbacks
 * @typedef {{ theme?: "light" | "dark", padding?: string, callbacks?: Callbacks }} AttachOptions
 * @typedef {{ theme?: "auto" | "light" | "dark", tone?: string, variant?: string,
 *             callbacks?: Callbacks }} AttachBannerOptions
 * @typedef {{ callbacks?: { onInitialized?: () => void,
 *             onInitializationFailed?: (error: unknown) => void } }} InitializeOptions
 * @typedef {{ slotId: string, spaceId: string, adMetadata: { requestId?: string },
 *             error?: Failure }} Told
 */

const BLANK_ID = "잘못된 요청이에요. 필요한 값이 비어 있어요.";
/** @type {Callback[]} */
const CALLBACKS = [
  "onAdRendered",
  "onAdViewable",
  "onAdImpression",
  "onAdClicked",
  "onNoFill",
  "onAdFailedToRender",
];

/**
 * @param {(method: string, argument: object, answered?: (value: any) => void,
 *   failed?: (failure: any) => void) => void} ask asks the host over its own wire
 */
function adsOf(ask) {
  /** @type {Map<Element, { destroy: () => void }>} one banner an element */
  const banners = new SafeMap();

  /** @param {string} name @param {string} type @param {object} params */
  const log = (name, type, params) => {
    const entry = { log_name: `display_ads_all::${name}`, log_type: type, params };
    // A log that does not arrive is nothing to the page.
    ask("__injectedAdLog", entry);
  };

  /** @param {Callback} name @param {Told} told */
  const note = (name, told) => {
    const { spaceId, adMetadata } = told;
    const error = own(told, "error");
    if (name === "onAdImpression") {
      const params = { event_type: "impression", schema_id: 1812034 };
      log("impression__1px_banner", "event", {
        ...params,
        request_id: own(adMetadata, "requestId"),
      });
    }
    if (error) {
      const params = { error_code: error.code, error_message: error.message };
      log("error__banner", "debug", { ...params, ad_group_id: spaceId });
    }
  };

  /**
   * Turns the kit's callbacks into those of the SDK.
   * @param {Callbacks | undefined} callbacks
   * @returns {Callbacks}
   */
  const callbacksOf = (callbacks) => {
    /** @type {Callbacks} */
    const all = bare({});
    for (let at = 0; at < CALLBACKS.length; at++) {
      const name = /** @type {Callback} */ (CALLBACKS[at]);
      /** @param {any} told */
      all[name] = (told) => {
        note(name, told);
        const { spaceId, ...payload } = told;
        callbacks?.[name]?.({ ...payload, adGroupId: spaceId });
      };
    }
    return all;
  };

  /**
   * Lets `draw` fill the place, or tells why nothing can.
   * @template Drawn
   * @param {string} adGroupId
   * @param {string | HTMLElement} target
   * @param {Callbacks | undefined} callbacks
   * @param {(place: HTMLElement, slot: SlotOptions) => Drawn} draw
   * @returns {Drawn | undefined}
   */
  const place = (adGroupId, target, callbacks, draw) => {
    const spaceId = trim(adGroupId);
    try {
      if (spaceId === "") throw new SafeError(BLANK_ID);
      if (!kit.isInitialized())
        throw new SafeError("[toss-ad] Call initialize() before attaching an ad.");
      const element = typeof target === "string" ? querySelector(itsDocument, target) : target;
      if (!isA(SafeHTMLElement, element))
        throw new SafeError(`[toss-ad] Failed to find target element: ${asText(target)}`);
      const slot = bare({ spaceId, autoLoad: true, callbacks: callbacksOf(callbacks) });
      return draw(/** @type {HTMLElement} */ (element), slot);
    } catch (error) {
      const message = isA(SafeError, error) ? /** @type {Error} */ (error).message : asText(error);
      const told = { slotId: "", adGroupId: spaceId, adMetadata: {}, error: { code: 0, message } };
      callbacks?.onAdFailedToRender?.(told);
      return undefined;
    }
  };

  /**
   * Asks what fills a place. Whoever awaits it awaits the host, and nothing of the page's.
   * @param {string} adGroupId
   * @returns {PromiseLike<Envelope>}
   */
  const fill = (adGroupId) => {
    /** @type {Envelope | undefined} */
    let came;
    /** @type {((envelope: Envelope) => void) | undefined} */
    let tell;
    /** @param {Envelope} envelope */
    const settle = (envelope) => {
      came = envelope;
      tell?.(came);
    };
    const wanted = { adGroupId, availableStyleIds: ["1", "2"] };
    ask(
      "__injectedAd",
      wanted,
      (envelope) => settle(bare({ ...envelope })),
      (failure) => settle(bare({ resultType: "FAIL", error: { reason: own(failure, "message") } })),
    );
    /** @param {(envelope: Envelope) => void} told */
    const then = (told) => {
      tell = told;
      if (came) told(came);
    };
    return /** @type {any} */ (bare({ then }));
  };

  /** Opens where an ad leads outside of the mini-app. @param {string} url */
  const openOutside = (url) => {
    const isWeb = indexOf(url, "https://") === 0 || indexOf(url, "http://") === 0;
    // A link that is refused is the phone's.
    ask("openURL", { url: isWeb ? `supertoss://web?url=${encoded(url)}&external=true` : url });
  };

  const setUp = () =>
    kit.init(
      bare({ customAdFetcher: (_, { spaceUnitId }) => fill(spaceUnitId), opener: openOutside }),
    );

  return {
    /** @param {InitializeOptions} [options] */
    initialize({ callbacks } = {}) {
      const tell = () => callbacks?.onInitialized?.();
      if (kit.isInitialized()) return tell();
      void (async () => {
        try {
          // Not at once, as where a kit has to be loaded first.
          // eslint-disable-next-line @typescript-eslint/await-thenable -- a turn later, no more
          await undefined;
          setUp();
          // eslint-disable-next-line @typescript-eslint/await-thenable -- whatever the page returns
          await tell();
        } catch (error) {
          callbacks?.onInitializationFailed?.(error);
        }
      })();
    },

    /** @param {string} adGroupId @param {string | HTMLElement} target @param {AttachOptions} [options] */
    attach(adGroupId, target, { callbacks, theme, padding } = {}) {
      const look = { ...(theme && { theme }), ...(padding !== undefined && { padding }) };
      place(adGroupId, target, callbacks, (element, slot) =>
        kit.banner.createSlot(element, bare({ ...slot, ...look })),
      );
    },

    /**
     * @param {string} adGroupId
     * @param {string | HTMLElement} target
     * @param {AttachBannerOptions} [options]
     * @returns {{ destroy: () => void }}
     */
    attachBanner(
      adGroupId,
      target,
      { callbacks, theme = "auto", tone = "blackAndWhite", variant = "expanded" } = {},
    ) {
      const attached = place(adGroupId, target, callbacks, (element, slot) => {
        const known = mapGet(banners, element);
        if (known) return known;
        const inside = createElement(itsDocument, "div");
        const frame = frameOf(inside, { theme, tone, variant });
        appendTo(element, frame);
        /** @type {SlotOptions} */
        const options = {
          ...slot,
          ...(theme !== "auto" && { theme }),
          renderPadding: (styleId) => (styleId === "1" ? "16px 20px" : "20px"),
          onDestroyed: () => {
            remove(frame);
            mapDelete(banners, element);
          },
        };
        const { destroy } = kit.banner.createSlot(inside, bare(options));
        const banner = { destroy };
        mapSet(banners, element, banner);
        return banner;
      });
      return attached ?? { destroy() {} };
    },

    destroy: kit.banner.destroy,
    destroyAll: kit.banner.destroyAll,
  };
}

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
 * @param {(method: string, argument: object) => Promise<any>} ask asks the host over its own wire
 */
function adsOf(ask) {
  /** @type {Map<Element, { destroy: () => void }>} one banner an element */
  const banners = new Map();

  /** @param {string} name @param {string} type @param {object} params */
  const log = (name, type, params) => {
    const entry = { log_name: `display_ads_all::${name}`, log_type: type, params };
    // A log that does not arrive is nothing to the page.
    ask("__injectedAdLog", entry).catch(() => {});
  };

  /** @param {Callback} name @param {Told} told */
  const note = (name, { spaceId, adMetadata, error }) => {
    if (name === "onAdImpression") {
      const params = { event_type: "impression", schema_id: 1812034 };
      log("impression__1px_banner", "event", { ...params, request_id: adMetadata.requestId });
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
  const callbacksOf = (callbacks) =>
    Object.fromEntries(
      CALLBACKS.map((name) => [
        name,
        /** @param {any} told */
        (told) => {
          note(name, told);
          const { spaceId, ...payload } = told;
          callbacks?.[name]?.({ ...payload, adGroupId: spaceId });
        },
      ]),
    );

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
    const spaceId = adGroupId.trim();
    try {
      if (spaceId === "") throw new Error(BLANK_ID);
      if (!kit.isInitialized())
        throw new Error("[toss-ad] Call initialize() before attaching an ad.");
      const element = typeof target === "string" ? document.querySelector(target) : target;
      if (!(element instanceof HTMLElement))
        throw new Error(`[toss-ad] Failed to find target element: ${target}`);
      return draw(element, { spaceId, autoLoad: true, callbacks: callbacksOf(callbacks) });
    } catch (error) {
      const { message } = error instanceof Error ? error : new Error(String(error));
      const told = { slotId: "", adGroupId: spaceId, adMetadata: {}, error: { code: 0, message } };
      callbacks?.onAdFailedToRender?.(told);
      return undefined;
    }
  };

  const setUp = () =>
    kit.init({
      customAdFetcher: (_, { spaceUnitId }) =>
        ask("__injectedAd", { adGroupId: spaceUnitId, availableStyleIds: ["1", "2"] }).catch(
          (error) => ({ resultType: "FAIL", error: { reason: error?.message } }),
        ),
      // Where it leads is shown outside of the mini-app. A link that is refused is the phone's.
      opener: (url) =>
        ask("openURL", {
          url: /^https?:\/\//.test(url)
            ? `supertoss://web?url=${encodeURIComponent(url)}&external=true`
            : url,
        }).catch(() => {}),
    });

  return {
    /** @param {InitializeOptions} [options] */
    initialize({ callbacks } = {}) {
      const tell = () => callbacks?.onInitialized?.();
      if (kit.isInitialized()) return tell();
      // Not at once, as where a kit has to be loaded first.
      Promise.resolve()
        .then(setUp)
        .then(tell)
        .catch((error) => callbacks?.onInitializationFailed?.(error));
    },

    /** @param {string} adGroupId @param {string | HTMLElement} target @param {AttachOptions} [options] */
    attach(adGroupId, target, { callbacks, theme, padding } = {}) {
      const look = { ...(theme && { theme }), ...(padding !== undefined && { padding }) };
      place(adGroupId, target, callbacks, (element, slot) =>
        kit.banner.createSlot(element, { ...slot, ...look }),
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
        const known = banners.get(element);
        if (known) return known;
        const inside = document.createElement("div");
        const frame = frameOf(inside, { theme, tone, variant });
        element.append(frame);
        const { destroy } = kit.banner.createSlot(inside, {
          ...slot,
          ...(theme !== "auto" && { theme }),
          renderPadding: (styleId) => (styleId === "1" ? "16px 20px" : "20px"),
          onDestroyed: () => {
            frame.remove();
            banners.delete(element);
          },
        });
        const banner = { destroy };
        banners.set(element, banner);
        return banner;
      });
      return attached ?? { destroy() {} };
    },

    destroy: kit.banner.destroy,
    destroyAll: kit.banner.destroyAll,
  };
}

// Stand-in for SDK 3.x, written anew and not the SDK's code: banner ads, which are all done by the
// object that the host puts into the page.

interface InitializeOptions {
  readonly callbacks?: {
    readonly onInitialized?: () => void;
    readonly onInitializationFailed?: (error: Error) => void;
  };
}

interface AttachOptions {
  readonly callbacks?: { readonly onAdFailedToRender?: (payload: unknown) => void };
}

interface Attached {
  destroy(): void;
}

type Attach<Result> = (
  adGroupId: string,
  target: string | HTMLElement,
  options: AttachOptions,
) => Result;

export interface InjectedAds {
  readonly initialize: ((options: InitializeOptions & { sdkVersion: string }) => void) & {
    isSupported(): boolean;
  };
  readonly attach: Attach<void>;
  readonly attachBanner: Attach<Attached>;
  destroy(slotId: string): void;
  destroyAll(): void;
}

/** The newest build whose behaviour this stand-in follows. */
export const SDK_VERSION = "3.6.0";

const MISSING = "[toss-ad] Failed to find injected sdk by host.";

const foundAds = (): InjectedAds | undefined => window.__appsInToss?.ads;

function injectedAds(): InjectedAds {
  const ads = foundAds();
  if (ads == null) throw new Error(MISSING);
  return ads;
}

const asError = (reason: unknown): Error =>
  reason instanceof Error ? reason : new Error(String(reason));

function initialize(options: InitializeOptions): void {
  try {
    injectedAds().initialize({ ...options, sdkVersion: SDK_VERSION });
  } catch (reason) {
    options.callbacks?.onInitializationFailed?.(asError(reason));
  }
}

function failToRender(adGroupId: string, { callbacks }: AttachOptions, reason: unknown): void {
  const error = { code: 0, message: asError(reason).message };
  callbacks?.onAdFailedToRender?.({ slotId: "", adGroupId, adMetadata: {}, error });
}

function attach(
  adGroupId: string,
  target: string | HTMLElement,
  options: AttachOptions = {},
): void {
  try {
    injectedAds().attach(adGroupId, target, options);
  } catch (reason) {
    failToRender(adGroupId, options, reason);
  }
}

function attachBanner(
  adGroupId: string,
  target: string | HTMLElement,
  options: AttachOptions = {},
): Attached {
  try {
    return injectedAds().attachBanner(adGroupId, target, options);
  } catch (reason) {
    failToRender(adGroupId, options, reason);
    return { destroy: () => {} };
  }
}

/** All five members ask the same question. */
const isSupported = (): boolean => foundAds()?.initialize.isSupported() ?? false;

function asking<Args extends unknown[], Result>(run: (...args: Args) => Result) {
  return Object.assign((...args: Args): Result => run(...args), { isSupported });
}

export function bannerAds() {
  return {
    TossAds: {
      initialize: asking(initialize),
      attach: asking(attach),
      attachBanner: asking(attachBanner),
      destroy: asking((slotId: string) => foundAds()?.destroy(slotId)),
      destroyAll: asking(() => foundAds()?.destroyAll()),
    },
  };
}

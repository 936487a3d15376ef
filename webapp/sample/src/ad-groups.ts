/**
 * Ids of the ads: those for tests while it is developed, and in a release its own, as from a
 * console. The store refuses a release that shows ads for tests.
 */
const isDeveloped = import.meta.env.DEV;

export const INTERSTITIAL = isDeveloped
  ? "ait-ad-test-interstitial-id"
  : "aitdesk-sample-interstitial";
export const BANNER = isDeveloped ? "ait-ad-test-banner-id" : "aitdesk-sample-banner";
export const ADMOB = isDeveloped
  ? "ca-app-pub-3940256099942544/1033173712"
  : "aitdesk-sample-admob";

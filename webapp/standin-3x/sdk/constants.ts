// Stand-in for SDK 3.x, written anew and not the SDK's code: the host's plain values.

/** The types are the host's promise: a key that it leaves out is undefined all the same. */
export interface Constants {
  readonly locale: string;
  readonly platformOS: "ios" | "android";
  readonly operationalEnvironment: "toss" | "sandbox";
  readonly tossAppVersion: string;
  readonly schemeUri: string;
  readonly deploymentId: string;
  readonly deviceId: string;
  readonly groupId: string;
  readonly isGetCachedStatusAppsInTossAdmobSupported: boolean;
  readonly isLoadAppsInTossAdmobSupported: boolean;
  readonly isShowAppsInTossAdmobSupported: boolean;
  readonly isLoadFullScreenAdSupported: boolean;
  readonly isShowFullScreenAdSupported: boolean;
  readonly isFetchAlbumItemsSupported: boolean;
  readonly isOpenPDFViewerSupported: boolean;
  readonly isGetServerTimeSupported: boolean;
  readonly isRequestOneTimePurchaseSupported: boolean;
  readonly isRequestReviewSupported: boolean;
  readonly isRequestTossPayPaysBillingSupported: boolean;
  readonly isGetConsentedUserDataSupported: boolean;
  readonly isGetDeclaredAgeRangeSupported: boolean;
  readonly isGetStorageItemsSupported: boolean;
  readonly isSetStorageItemsSupported: boolean;
  readonly safeAreaInsets: { top: number; right: number; bottom: number; left: number };
  /** One object that is given as it is; that it has the members of SDK 2.x is assumed. */
  readonly appsInTossGlobals: {
    deploymentId: string;
    brandDisplayName: string;
    brandIcon: string;
    brandPrimaryColor: string;
  };
}

export type Flag = Extract<keyof Constants, `is${string}`>;

/** Read anew at every use; without the host's object this is the engine's own TypeError. */
export function constant<Key extends keyof Constants>(key: Key): Constants[Key] {
  return window.__appsInTossConstants[key];
}

// For the tests of the stand-in for SDK 3.x: a host as small as can be. It answers at once, over the
// emitter that the calling copy made.
import { vi } from "vitest";
import { makeSdk, type Sdk } from "./sdk/sdk";

export type Reply = { value: unknown } | { error: unknown } | "silence";
export type Answer = (method: string, args: unknown[]) => Reply;

interface Emitter {
  emit(name: string, ...values: unknown[]): void;
}

interface Message {
  type: string;
  bridgeId: string;
  body?: { method: string; eventId: string; args: unknown[] };
}

interface Page {
  [member: string]: unknown;
  nativeEmitterMap?: Record<string, Emitter>;
}

export interface StubHost {
  readonly page: Page;
  readonly messages: Message[];
  /** Every call as [method, ...args], without the transport's own messages. */
  calls(): unknown[][];
  /** Posts an event message to every copy. */
  deliver(message: unknown): void;
  becomeVisible(): void;
}

export const CONSTANTS = {
  platformOS: "ios",
  operationalEnvironment: "toss",
  tossAppVersion: "5.270.0",
  schemeUri: "intoss://standin/?referrer=push",
  deploymentId: "0198c0de-0000-7000-8000-000000000000",
  isFetchAlbumItemsSupported: true,
  isOpenPDFViewerSupported: true,
  isGetServerTimeSupported: true,
  isRequestOneTimePurchaseSupported: true,
  isRequestReviewSupported: true,
  isRequestTossPayPaysBillingSupported: true,
  isGetConsentedUserDataSupported: true,
  isGetDeclaredAgeRangeSupported: true,
  isGetStorageItemsSupported: true,
  isSetStorageItemsSupported: true,
};

export function openHost({
  constants = CONSTANTS,
  answer = () => ({ value: undefined }),
  ...globals
}: { constants?: object | undefined; answer?: Answer } & Record<string, unknown> = {}): StubHost {
  const messages: Message[] = [];
  const onVisible: (() => void)[] = [];
  const emitters = () => Object.values(page.nativeEmitterMap ?? {});
  const page: Page = {
    __appsInTossConstants: constants,
    ReactNativeWebView: {
      postMessage(text: string) {
        const message = JSON.parse(text) as Message;
        messages.push(message);
        if (message.type !== "bridge" || message.body === undefined) return;
        const { method, eventId, args } = message.body;
        const reply = answer(method, args);
        if (reply === "silence") return;
        const values = "value" in reply ? [reply.value] : [{}, reply.error];
        page.nativeEmitterMap?.[message.bridgeId]?.emit(`${method}-${eventId}`, ...values);
      },
    },
    ...globals,
  };
  vi.stubGlobal("window", page);
  vi.stubGlobal("document", {
    title: "Stand-in",
    visibilityState: "visible",
    addEventListener: (_name: string, listener: () => void) => onVisible.push(listener),
  });
  return {
    page,
    messages,
    calls: () => messages.flatMap(({ body }) => (body ? [[body.method, ...body.args]] : [])),
    deliver: (message) => {
      for (const emitter of emitters()) emitter.emit("postMessage/appsInTossEvent", message);
    },
    becomeVisible: () => {
      for (const listener of onVisible) listener();
    },
  };
}

/** A fresh copy of the stand-in in a fresh page. */
export function openSdk(options: Parameters<typeof openHost>[0] = {}): StubHost & { sdk: Sdk } {
  return { ...openHost(options), sdk: makeSdk() };
}

export const outside = (constants: object = CONSTANTS) =>
  openSdk({ constants, ReactNativeWebView: undefined });

export const without = (key: keyof typeof CONSTANTS) => {
  const { [key]: _left, ...rest } = CONSTANTS;
  return rest;
};

/** What a call came to: a throw, a rejection, or a value. */
export async function outcome(act: () => unknown): Promise<[string, unknown]> {
  let pending: unknown;
  try {
    pending = act();
  } catch (reason) {
    return ["throws", reason];
  }
  try {
    return ["resolves", await pending];
  } catch (reason) {
    return ["rejects", reason];
  }
}

// Stand-in for SDK 3.x, written anew and not the SDK's code: calls over the real transport, which is
// made by the first of them.
import { linkBridge } from "@webview-bridge/web";
import { valueOrThrow } from "./errors";

export interface Bridge {
  /** Sends one message with no argument or one; an explicit undefined travels as null. */
  call<Result = unknown>(method: string, ...args: [] | [unknown]): Promise<Result>;
  /** Hears a message that the host posts to every copy; returns what stops it. */
  hear(name: string, listener: (message: unknown) => void): () => void;
}

/** The SDK's own wording. */
const OUTSIDE = "apps-in-toss 웹뷰 환경이 아니에요. 토스 앱 안에서만 호출할 수 있어요.";

function makeLink() {
  return linkBridge({ timeout: 0, throwOnError: true });
}

export function makeBridge(): Bridge {
  let link: ReturnType<typeof makeLink> | undefined;

  /** Not async: outside of the app, whoever calls gets a throw and not a rejection. */
  const linked = () => {
    if (typeof window === "undefined" || window.ReactNativeWebView == null) {
      throw new Error(OUTSIDE);
    }
    link ??= makeLink();
    return link;
  };

  return {
    call: (method, ...args) => {
      // Through `loose`, so that the host's list of methods decides nothing.
      const send = linked().loose[method];
      if (send === undefined) throw new TypeError(`${method} is not a function`);
      return send(...args).then(valueOrThrow);
    },
    hear: (name, listener) => linked().addEventListener(name, listener),
  };
}

// Stand-in for SDK 3.x, written anew and not the SDK's code: subscriptions, which are two ordinary
// calls and one message name that the host posts every event under.
import { reasonOf } from "./errors";
import type { Bridge } from "./transport";

export interface Listening<Event = unknown, Options = unknown> {
  readonly options?: Options;
  readonly onEvent: (event: Event) => void;
  readonly onError: (reason: unknown) => void;
}

/** The same with an `onError` that may be left out. */
export type LooseListening<Event = unknown> = Omit<Listening<Event>, "onError"> &
  Partial<Pick<Listening<Event>, "onError">>;

interface Delivery {
  readonly subscriptionId: string;
  readonly kind: "event" | "error";
  readonly payload?: unknown;
}

const EVENT_MESSAGE = "appsInTossEvent";

export const ignore = (): void => {};

function isDelivery(message: unknown): message is Delivery {
  if (typeof message !== "object" || message === null) return false;
  const { subscriptionId, kind } = message as Record<string, unknown>;
  return typeof subscriptionId === "string" && (kind === "event" || kind === "error");
}

function newSubscriptionId(): string {
  return Math.random().toString(36).slice(2) + Date.now().toString(36);
}

/** Subscribes and returns the cleanup, which posts as often as it is called. */
export function subscribe<Event>(
  bridge: Bridge,
  method: string,
  { options, onEvent, onError }: Listening<Event>,
): () => void {
  const subscriptionId = newSubscriptionId();
  const stop = bridge.hear(EVENT_MESSAGE, (message) => {
    if (!isDelivery(message) || message.subscriptionId !== subscriptionId) return;
    if (message.kind === "error") onError(reasonOf(message.payload));
    else onEvent(message.payload as Event);
  });
  bridge.call("__subscribeAppEvent", { method, subscriptionId, params: options }).catch(onError);
  return () => {
    stop();
    bridge.call("__unsubscribeAppEvent", { subscriptionId }).catch(ignore);
  };
}

/** The three generic sources differ in nothing but their names. */
export function eventSources(bridge: Bridge) {
  const source = () => ({
    addEventListener: (event: string, { onError = ignore, ...listening }: LooseListening) =>
      subscribe(bridge, event, { ...listening, onError }),
  });
  return { graniteEvent: source(), appsInTossEvent: source(), tdsEvent: source() };
}

import { useEffect, useState } from "react";
import { readError, type CallError } from "./outcome";

export type Listener = { onEvent: (payload: unknown) => void; onError: (error: unknown) => void };

/** Starts listening and returns the function that stops it. */
export type Subscribe = (listener: Listener) => () => void;

const KEPT_EVENTS = 5;

type Received = {
  count: number;
  /** The newest payloads, newest first. */
  latest: { index: number; payload: unknown }[];
};

export type Subscription = Received & {
  isOn: boolean;
  toggle: () => void;
  error: CallError | null;
};

/** Listens while switched on; leaving the page switches it off. */
export function useSubscription(subscribe: Subscribe): Subscription {
  const [isOn, setIsOn] = useState(false);
  const [{ count, latest }, setReceived] = useState<Received>({ count: 0, latest: [] });
  const [error, setError] = useState<CallError | null>(null);

  useEffect(() => {
    if (!isOn) return undefined;
    try {
      return subscribe({
        onEvent: (payload) => setReceived((before) => addEvent(before, payload)),
        onError: (thrown) => setError(readError(thrown)),
      });
    } catch (thrown) {
      setError(readError(thrown));
      setIsOn(false);
      return undefined;
    }
  }, [isOn, subscribe]);

  const toggle = () => {
    setError(null);
    setIsOn((before) => !before);
  };
  return { isOn, toggle, count, latest, error };
}

function addEvent({ count, latest }: Received, payload: unknown): Received {
  return {
    count: count + 1,
    latest: [{ index: count, payload }, ...latest].slice(0, KEPT_EVENTS),
  };
}

import { useEffect, useState, type RefObject } from "react";
import type { EventCard } from "./card";
import { addEntry, NOTHING, type Happening, type Log } from "./entries";
import type { Typed } from "./field";
import { readError } from "./outcome";

export type Events = Log & { isOn: boolean; toggle: (typed: Typed) => void };

/** Listens while switched on; leaving the page switches it off. */
export function useEvents(card: EventCard, stage: RefObject<HTMLElement | null>): Events {
  const [startedWith, setStartedWith] = useState<Typed | null>(null);
  const [log, setLog] = useState(NOTHING);

  useEffect(() => {
    if (startedWith === null) return undefined;
    const startedAtMs = performance.now();
    const add = (happening: Happening) => {
      const atMs = performance.now() - startedAtMs;
      setLog((before) => addEntry(before, happening, atMs));
    };
    try {
      const listener = {
        onEvent: (payload: unknown) => add({ kind: "event", payload }),
        onError: (thrown: unknown) => add({ kind: "error", error: readError(thrown) }),
        onCallback: (name: string, payload: unknown) => add({ kind: "callback", name, payload }),
      };
      return card.start(startedWith, listener, stage.current);
    } catch (thrown) {
      add({ kind: "error", error: readError(thrown) });
      setStartedWith(null);
      return undefined;
    }
  }, [startedWith, card, stage]);

  const toggle = (typed: Typed) => {
    if (startedWith === null) setLog(NOTHING);
    setStartedWith(startedWith === null ? typed : null);
  };
  return { ...log, isOn: startedWith !== null, toggle };
}

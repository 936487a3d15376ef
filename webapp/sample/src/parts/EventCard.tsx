import { useRef, useState } from "react";
import type { EventCard as Event } from "../card";
import { initialTyped } from "../field";
import { useLanguage } from "../language";
import { useEvents } from "../useEvents";
import { useNote } from "../useSeen";
import { CardHead } from "./CardHead";
import { EventLog } from "./EventLog";
import { Fields } from "./Fields";

/** One event: a button that listens and stops, and what came since. */
export function EventCard({ card }: { card: Event }) {
  const { text } = useLanguage();
  const stage = useRef<HTMLDivElement>(null);
  const { isOn, toggle, ...log } = useEvents(card, stage);
  const [typed, setTyped] = useState(() => initialTyped(card.fields));
  useNote(log.entries[0]);
  const { name } = card;
  return (
    <section className="card" aria-labelledby={`name-${name}`}>
      <CardHead name={name} sdkName={card.sdkName} detail={card.detail}>
        <button
          className={isOn ? "button button-small button-on" : "button button-small"}
          aria-describedby={`name-${name}`}
          onClick={() => toggle(typed)}
          data-testid={`call-${name}`}
          data-status={isOn ? "running" : "idle"}
        >
          <span data-testid={`toggle-${name}`}>{isOn ? text.event.stop : text.event.start}</span>
        </button>
      </CardHead>
      <Fields card={card} typed={typed} onType={setTyped} />
      {card.hasStage && <div className="stage" ref={stage} data-testid={`stage-${name}`} />}
      <EventLog name={name} log={log} isOn={isOn} />
    </section>
  );
}

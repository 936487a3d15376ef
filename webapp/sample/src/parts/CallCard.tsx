import { useState } from "react";
import type { CallCard as Call } from "../card";
import { initialTyped } from "../field";
import { useLanguage } from "../language";
import { useCall } from "../useCall";
import { useNote } from "../useSeen";
import { CallResult } from "./CallResult";
import { CardHead } from "./CardHead";
import { Fields } from "./Fields";
import { Pictures } from "./Pictures";

/** One SDK function: what it is for, a button that calls it, and what came back. */
export function CallCard({ card }: { card: Call }) {
  const { text } = useLanguage();
  const { call, run } = useCall();
  useNote(call.status === "done" ? call.value : undefined);
  const [typed, setTyped] = useState(() => initialTyped(card.fields));
  const { name } = card;
  return (
    <section className="card" aria-labelledby={`name-${name}`}>
      <CardHead name={name} detail={card.detail}>
        <button
          className="button button-small"
          aria-describedby={`name-${name}`}
          onClick={() => run(() => card.run(typed))}
          data-testid={`call-${name}`}
          data-status={call.status}
        >
          <span data-testid={`run-${name}`}>{text.call.run}</span>
        </button>
      </CardHead>
      <Fields card={card} typed={typed} onType={setTyped} />
      {call.status === "done" && <Pictures name={name} pictures={card.pictures(call.value)} />}
      <CallResult name={name} call={call} />
    </section>
  );
}

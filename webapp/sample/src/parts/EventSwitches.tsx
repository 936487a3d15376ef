import { graniteEvent, SafeAreaInsets } from "@apps-in-toss/web-framework";
import { useLanguage } from "../language";
import { formatValue } from "../outcome";
import { useSubscription, type Subscribe } from "../useSubscription";
import { ErrorText } from "./CallResult";

type EventName = "backEvent" | "homeEvent" | "safeAreaInsetsChange";

const SUBSCRIBE: Record<EventName, Subscribe> = {
  backEvent: ({ onEvent, onError }) =>
    graniteEvent.addEventListener("backEvent", { onEvent: () => onEvent(undefined), onError }),
  homeEvent: ({ onEvent, onError }) =>
    graniteEvent.addEventListener("homeEvent", { onEvent: () => onEvent(undefined), onError }),
  safeAreaInsetsChange: ({ onEvent }) => SafeAreaInsets.subscribe({ onEvent }),
};

const EVENT_NAMES = Object.keys(SUBSCRIBE) as EventName[];

export function EventSwitches() {
  const { text } = useLanguage();
  return (
    <section className="card">
      <p className="card-detail">{text.environment.eventsDetail}</p>
      {EVENT_NAMES.map((name) => (
        <EventSwitch key={name} name={name} />
      ))}
    </section>
  );
}

function EventSwitch({ name }: { name: EventName }) {
  const { text } = useLanguage();
  const { isOn, toggle, count, latest, error } = useSubscription(SUBSCRIBE[name]);
  const words = text.environment;
  return (
    <div className="event">
      <button
        className="switch-row"
        role="switch"
        aria-checked={isOn}
        onClick={toggle}
        data-testid={`toggle-${name}`}
      >
        <span className="card-words">
          <span className="switch-label">{words[name]}</span>
          <span className="function-name">{name}</span>
        </span>
        <span className="switch" aria-hidden="true" />
      </button>
      <p className="card-note" aria-live="polite" data-testid={`count-${name}`} data-count={count}>
        {count === 0 ? words.noEvents : words.received(count)}
      </p>
      {error !== null && <ErrorText name={name} error={error} />}
      <PayloadLog name={name} latest={latest} />
    </div>
  );
}

type Log = { name: EventName; latest: { index: number; payload: unknown }[] };

/** Back and home carry nothing worth a line; their count says it all. */
function PayloadLog({ name, latest }: Log) {
  const shown = latest.filter(({ payload }) => payload !== undefined);
  if (shown.length === 0) return null;
  return (
    <ol className="payloads" data-testid={`log-${name}`}>
      {shown.map(({ index, payload }) => (
        <li key={index} className="value">
          {formatValue(payload)}
        </li>
      ))}
    </ol>
  );
}

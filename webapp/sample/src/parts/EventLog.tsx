import type { Entry, Log } from "../entries";
import { useLanguage } from "../language";
import { typeName } from "../outcome";
import { CallFacts, ErrorText, Value } from "./CallResult";

/** How many events came, and the newest of what happened, newest first. */
export function EventLog({ name, log, isOn }: { name: string; log: Log; isOn: boolean }) {
  const { text } = useLanguage();
  const { count, entries } = log;
  const nothingYet = isOn ? text.event.waiting : text.event.none;
  return (
    <>
      <p
        className="event-count"
        aria-live="polite"
        data-testid={`count-${name}`}
        data-count={count}
        hidden={!isOn && entries.length === 0}
      >
        {count === 0 ? nothingYet : text.event.received(count)}
      </p>
      {entries.length > 0 && (
        <ol className="entries" data-testid={`log-${name}`}>
          {entries.map((entry, place) => (
            <li key={entry.index} className="entry">
              <EntryText entry={entry} testName={place === 0 ? name : null} />
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

/** Only the newest entry is named for tests: a page has each test id once. */
function EntryText({ entry, testName }: { entry: Entry; testName: string | null }) {
  const { text } = useLanguage();
  const isError = entry.kind === "error";
  return (
    <>
      <CallFacts
        name={testName}
        type={isError ? "error" : typeName(entry.payload)}
        since={text.event.after}
        elapsedMs={entry.atMs}
      />
      {entry.kind === "callback" && <p className="callback-name">{entry.name}</p>}
      {isError ? (
        <ErrorText name={testName} error={entry.error} />
      ) : (
        <Value name={testName} value={entry.payload} />
      )}
    </>
  );
}

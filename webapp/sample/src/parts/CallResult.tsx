import { useLanguage } from "../language";
import { formatElapsed, formatValue, typeName, type CallError, type CallState } from "../outcome";

/** What the call answered, announced to screen readers when it arrives. */
export function CallResult({ name, call }: { name: string; call: CallState }) {
  return (
    <div className="call-result" aria-live="polite">
      <CallAnswer name={name} call={call} />
    </div>
  );
}

function CallAnswer({ name, call }: { name: string; call: CallState }) {
  const { text } = useLanguage();
  const since = text.call.elapsed;
  switch (call.status) {
    case "idle":
      return null;
    case "running":
      return <p className="running">{text.call.running}</p>;
    case "done":
      return (
        <>
          <CallFacts
            name={name}
            type={typeName(call.value)}
            since={since}
            elapsedMs={call.elapsedMs}
          />
          <Value name={name} value={call.value} />
        </>
      );
    case "failed":
      return (
        <>
          <CallFacts name={name} type="error" since={since} elapsedMs={call.elapsedMs} />
          <ErrorText name={name} error={call.error} />
        </>
      );
  }
}

/** Without a name there is no test id: the element is one of several. */
function testId(part: string, name: string | null): string | undefined {
  return name === null ? undefined : `${part}-${name}`;
}

type FactsProps = { name: string | null; type: string; since: string; elapsedMs: number };

export function CallFacts({ name, type, since, elapsedMs }: FactsProps) {
  const { text } = useLanguage();
  return (
    <dl className="facts">
      <div>
        <dt>{text.call.type}</dt>
        <dd
          className={type === "error" ? "type type-error" : "type"}
          data-testid={testId("type", name)}
        >
          {type}
        </dd>
      </div>
      <div>
        <dt>{since}</dt>
        <dd data-testid={testId("time", name)} data-elapsed-ms={elapsedMs}>
          {formatElapsed(elapsedMs)}
        </dd>
      </div>
    </dl>
  );
}

export function Value({ name, value }: { name: string | null; value: unknown }) {
  return (
    <pre className="value" data-testid={testId("result", name)}>
      {formatValue(value)}
    </pre>
  );
}

export function ErrorText({ name, error }: { name: string | null; error: CallError }) {
  return (
    <div className="value value-failed" data-testid={testId("result", name)}>
      <p className="error-name">
        <span data-testid={testId("error-name", name)}>{error.name}</span>
        {error.code !== null && <span data-testid={testId("error-code", name)}>{error.code}</span>}
      </p>
      <p data-testid={testId("error-message", name)}>{error.message}</p>
    </div>
  );
}

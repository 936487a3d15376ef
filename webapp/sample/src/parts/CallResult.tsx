import { useLanguage } from "../language";
import { formatElapsed, formatValue, typeName, type CallError, type CallState } from "../outcome";

/** What the call answered, announced to screen readers when it arrives. */
export function CallResult({ name, call }: { name: string; call: CallState }) {
  return (
    <div
      className="call-result"
      aria-live="polite"
      data-testid={`call-${name}`}
      data-status={call.status}
    >
      <CallAnswer name={name} call={call} />
    </div>
  );
}

function CallAnswer({ name, call }: { name: string; call: CallState }) {
  const { text } = useLanguage();
  switch (call.status) {
    case "idle":
      return null;
    case "running":
      return <p className="running">{text.call.running}</p>;
    case "done":
      return (
        <>
          <CallFacts name={name} type={typeName(call.value)} elapsedMs={call.elapsedMs} />
          <pre className="value" data-testid={`result-${name}`}>
            {formatValue(call.value)}
          </pre>
        </>
      );
    case "failed":
      return (
        <>
          <CallFacts name={name} type="error" elapsedMs={call.elapsedMs} />
          <ErrorText name={name} error={call.error} />
        </>
      );
  }
}

function CallFacts(props: { name: string; type: string; elapsedMs: number }) {
  const { text } = useLanguage();
  const { name, type, elapsedMs } = props;
  return (
    <dl className="facts">
      <div>
        <dt>{text.call.type}</dt>
        <dd className={type === "error" ? "type type-error" : "type"} data-testid={`type-${name}`}>
          {type}
        </dd>
      </div>
      <div>
        <dt>{text.call.elapsed}</dt>
        <dd data-testid={`time-${name}`} data-elapsed-ms={elapsedMs}>
          {formatElapsed(elapsedMs)}
        </dd>
      </div>
    </dl>
  );
}

export function ErrorText({ name, error }: { name: string; error: CallError }) {
  return (
    <div className="value value-failed" data-testid={`result-${name}`}>
      <p className="error-name">
        <span data-testid={`error-name-${name}`}>{error.name}</span>
        {error.code !== null && <span data-testid={`error-code-${name}`}>{error.code}</span>}
      </p>
      <p data-testid={`error-message-${name}`}>{error.message}</p>
    </div>
  );
}

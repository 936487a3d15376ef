import { useState } from "react";
import type { Readings as Readers } from "../family";
import { useLanguage } from "../language";
import { formatValue, readError, typeName, type CallError } from "../outcome";
import { breakable } from "./breakable";

type Reading = { name: string } & (
  { value: unknown; error: null } | { value: null; error: CallError }
);

/** Each is read by itself: one that this host does not know must not hide the others. */
function readAll(readers: Readers): Reading[] {
  return Object.entries(readers).map(([name, read]) => {
    try {
      return { name, value: read(), error: null };
    } catch (thrown) {
      return { name, value: null, error: readError(thrown) };
    }
  });
}

/** Values that the SDK gives at once, read when the page opens and again on demand. */
export function Readings({ title, readers }: { title: string; readers: Readers }) {
  const { text } = useLanguage();
  const [readings, setReadings] = useState(() => readAll(readers));
  return (
    <section className="card">
      <div className="card-row">
        <h2 className="card-title">{title}</h2>
        <button
          className="button button-small"
          onClick={() => setReadings(readAll(readers))}
          data-testid="read-constants"
        >
          {text.readings.again}
        </button>
      </div>
      <dl className="constants">
        {readings.map((reading) => (
          <Row key={reading.name} {...reading} />
        ))}
      </dl>
    </section>
  );
}

function Row({ name, value, error }: Reading) {
  return (
    <div className="constant">
      <dt className="function-name">
        <span>{breakable(name)}</span>
        <span className={error === null ? "type" : "type type-error"} data-testid={`type-${name}`}>
          {error === null ? typeName(value) : "error"}
        </span>
      </dt>
      <dd
        className={error === null ? "constant-value" : "constant-value constant-failed"}
        data-testid={`result-${name}`}
      >
        {error === null ? formatValue(value) : error.message}
      </dd>
    </div>
  );
}

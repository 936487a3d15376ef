import { useState } from "react";
import { readConstants, type ConstantReading } from "../constants";
import { useLanguage } from "../language";
import { formatValue, typeName } from "../outcome";

export function Constants() {
  const { text } = useLanguage();
  const [readings, setReadings] = useState(readConstants);
  return (
    <section className="card">
      <div className="card-row">
        <h2 className="card-title">{text.environment.constants}</h2>
        <button
          className="button button-small"
          onClick={() => setReadings(readConstants())}
          data-testid="read-constants"
        >
          {text.environment.readAgain}
        </button>
      </div>
      <dl className="constants">
        {readings.map((reading) => (
          <Constant key={reading.name} {...reading} />
        ))}
      </dl>
    </section>
  );
}

function Constant({ name, value, error }: ConstantReading) {
  return (
    <div className="constant">
      <dt className="function-name">
        {name}
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

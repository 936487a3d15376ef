import type { ReactNode } from "react";
import { useLanguage } from "../language";
import { useCall } from "../useCall";
import { CallResult } from "./CallResult";

type Props = {
  /** The function's name as the SDK exports it. */
  name: string;
  description: string;
  request: () => unknown;
  children?: ReactNode;
};

/** One SDK function: what it is for, a button that calls it, and what came back. */
export function CallCard({ name, description, request, children }: Props) {
  const { text } = useLanguage();
  const { call, run } = useCall();
  return (
    <section className="card" aria-labelledby={`name-${name}`}>
      <div className="card-row">
        <div className="card-words">
          <h3 className="function-name" id={`name-${name}`}>
            {name}
          </h3>
          <p className="card-detail">{description}</p>
        </div>
        <button
          className="button button-small"
          aria-describedby={`name-${name}`}
          onClick={() => run(request)}
          data-testid={`run-${name}`}
        >
          {text.call.run}
        </button>
      </div>
      {children}
      <CallResult name={name} call={call} />
    </section>
  );
}

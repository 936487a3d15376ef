import type { ReactNode } from "react";
import { useLanguage } from "../language";
import type { Words } from "../words";
import { breakable } from "./breakable";

type Props = { name: string; sdkName?: string; detail: Words; children: ReactNode };

/** What the function is called and what it is for, beside its button. */
export function CardHead({ name, sdkName = name, detail, children }: Props) {
  const { say } = useLanguage();
  return (
    <div className="card-row">
      <div className="card-words">
        <h3 className="function-name" id={`name-${name}`}>
          {breakable(name)}
        </h3>
        {sdkName !== name && <p className="sdk-name">{breakable(sdkName)}</p>}
        <p className="card-detail">{say(detail)}</p>
      </div>
      {children}
    </div>
  );
}

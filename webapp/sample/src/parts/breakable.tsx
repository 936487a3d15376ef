import { Fragment, type ReactNode } from "react";

/** A long name of the SDK, which may break after a dot and before a capital, and nowhere else. */
export function breakable(name: string): ReactNode {
  return name.split(/(?<=\.)|(?<=[a-z])(?=[A-Z])/).map((part, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}

import type { MouseEvent, ReactNode } from "react";
import { openPage, pathOf, type PageName } from "../route";

type Props = {
  page: PageName;
  className: string;
  isCurrent?: boolean;
  testId: string;
  children: ReactNode;
};

/** A link to a page of this app, which opens without loading the app again. */
export function PageLink({ page, className, isCurrent = false, testId, children }: Props) {
  const follow = (event: MouseEvent) => {
    event.preventDefault();
    openPage(page);
  };
  return (
    <a
      className={className}
      href={pathOf(page)}
      aria-current={isCurrent ? "page" : undefined}
      onClick={follow}
      data-testid={testId}
    >
      {children}
    </a>
  );
}

import type { MouseEvent } from "react";
import { useLanguage } from "../language";
import { openPage, PAGE_NAMES, PAGE_PATHS, type PageName } from "../route";
import { AuthIcon, EnvironmentIcon, StorageIcon } from "./icons";

const ICONS = { auth: AuthIcon, storage: StorageIcon, environment: EnvironmentIcon };

export function TabBar({ current }: { current: PageName }) {
  const { text } = useLanguage();
  const follow = (event: MouseEvent, page: PageName) => {
    event.preventDefault();
    openPage(page);
  };
  return (
    <nav className="tab-bar" aria-label={text.tabs.label}>
      {PAGE_NAMES.map((page) => {
        const PageIcon = ICONS[page];
        return (
          <a
            key={page}
            className="tab"
            href={PAGE_PATHS[page]}
            aria-current={page === current ? "page" : undefined}
            onClick={(event) => follow(event, page)}
            data-testid={`tab-${page}`}
          >
            <PageIcon />
            <span>{text.tabs[page]}</span>
          </a>
        );
      })}
    </nav>
  );
}

import { FAMILIES } from "../families";
import { useLanguage } from "../language";
import type { PageName } from "../route";
import { AuthIcon, EnvironmentIcon, HomeIcon, StorageIcon } from "./icons";
import { PageLink } from "./PageLink";

const ICONS = {
  home: HomeIcon,
  auth: AuthIcon,
  storage: StorageIcon,
  environment: EnvironmentIcon,
};

type TabName = keyof typeof ICONS;

const TAB_NAMES = Object.keys(ICONS) as TabName[];

export function TabBar({ current }: { current: PageName }) {
  const { say, text } = useLanguage();
  return (
    <nav className="tab-bar" aria-label={text.tabs.label}>
      {TAB_NAMES.map((page) => {
        const PageIcon = ICONS[page];
        return (
          <PageLink
            key={page}
            page={page}
            className="tab"
            isCurrent={page === current}
            testId={`tab-${page}`}
          >
            <PageIcon />
            <span>{page === "home" ? text.tabs.home : say(FAMILIES[page].title)}</span>
          </PageLink>
        );
      })}
    </nav>
  );
}

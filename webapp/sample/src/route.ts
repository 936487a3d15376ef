/** Which page the address shows. Every page is a history entry, so that "back" works as expected. */
import { useSyncExternalStore } from "react";
import { FAMILY_NAMES, type FamilyName } from "./families";

export type PageName = "home" | FamilyName;

const PAGE_CHANGED = "pagechanged";

export function pathOf(page: PageName): string {
  return page === "home" ? "/" : `/${page}`;
}

/** An unknown path shows the first page, as the production host answers every path. */
export function pageAt(pathname: string): PageName {
  const name = pathname.replace(/^\//, "").replace(/\/+$/, "");
  return FAMILY_NAMES.find((family) => family === name) ?? "home";
}

export function openPage(name: PageName): void {
  if (name === pageAt(location.pathname)) return;
  history.pushState(null, "", pathOf(name));
  window.dispatchEvent(new Event(PAGE_CHANGED));
  window.scrollTo(0, 0);
}

export function usePage(): PageName {
  return useSyncExternalStore(subscribe, () => pageAt(location.pathname));
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener("popstate", onChange);
  window.addEventListener(PAGE_CHANGED, onChange);
  return () => {
    window.removeEventListener("popstate", onChange);
    window.removeEventListener(PAGE_CHANGED, onChange);
  };
}

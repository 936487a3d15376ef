/** Which page the address shows. Every tab is a history entry, so that "back" works as expected. */
import { useSyncExternalStore } from "react";

export const PAGE_PATHS = { auth: "/", storage: "/storage", environment: "/environment" } as const;

export type PageName = keyof typeof PAGE_PATHS;

export const PAGE_NAMES = Object.keys(PAGE_PATHS) as PageName[];

const PAGE_CHANGED = "pagechanged";

/** An unknown path shows the first page, as the production host answers every path. */
export function pageAt(pathname: string): PageName {
  const path = pathname.length > 1 ? pathname.replace(/\/+$/, "") : pathname;
  return PAGE_NAMES.find((name) => PAGE_PATHS[name] === path) ?? "auth";
}

export function openPage(name: PageName): void {
  if (name === pageAt(location.pathname)) return;
  history.pushState(null, "", PAGE_PATHS[name]);
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

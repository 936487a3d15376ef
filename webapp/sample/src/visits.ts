/** How often the app was opened, counted twice: in the SDK's Storage and in the browser's. */
import type { SessionStore } from "./session";

const VISITS_KEY = "visits";

/** `failed` when the place could not be read or written. */
export type VisitCount = number | "failed";

export function nextVisitCount(kept: string | null): number {
  const count = Number(kept);
  return Number.isSafeInteger(count) && count > 0 ? count + 1 : 1;
}

export async function countInStore(store: SessionStore): Promise<VisitCount> {
  try {
    const count = nextVisitCount(await store.getItem(VISITS_KEY));
    await store.setItem(VISITS_KEY, String(count));
    return count;
  } catch {
    return "failed";
  }
}

export function countInLocalStorage(): VisitCount {
  try {
    const count = nextVisitCount(localStorage.getItem(VISITS_KEY));
    localStorage.setItem(VISITS_KEY, String(count));
    return count;
  } catch {
    // Storage is blocked in some web views.
    return "failed";
  }
}

import { getAnonymousKey, Storage } from "@apps-in-toss/web-framework";
import { useCallback, useEffect, useRef, useState } from "react";
import { openSession, type SessionState } from "./session";

/** Opens the session when the app starts, and again on `retry`. */
export function useSession(): { session: SessionState; retry: () => void } {
  const [session, setSession] = useState<SessionState>({ state: "loading" });
  const isOpening = useRef(false);

  const open = useCallback(async () => {
    // A second tap while one request is under way must not count a second visit.
    if (isOpening.current) return;
    isOpening.current = true;
    setSession({ state: "loading" });
    setSession(await openSession(getAnonymousKey, { store: Storage, now: new Date() }));
    isOpening.current = false;
  }, []);

  useEffect(() => void open(), [open]);
  return { session, retry: () => void open() };
}

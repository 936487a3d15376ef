import { createContext, use, useCallback, useEffect, useState, type ReactNode } from "react";
import { keysWanted, type Family } from "./family";
import { addSeen, type Seen } from "./seen";

const SeenContext = createContext<{ seen: Seen; note: (value: unknown) => void }>({
  seen: {},
  note: () => {},
});

/** Keeps what the answers of one page bring for the fields of that page. */
export function SeenProvider({ family, children }: { family: Family; children: ReactNode }) {
  const [seen, setSeen] = useState<Seen>({});
  const note = useCallback(
    (value: unknown) => setSeen((before) => addSeen(before, value, keysWanted(family))),
    [family],
  );
  return <SeenContext value={{ seen, note }}>{children}</SeenContext>;
}

/** What was seen under the key that a field takes. */
export function useSeen(key: string | null): readonly string[] {
  const { seen } = use(SeenContext);
  return key === null ? [] : (seen[key] ?? []);
}

/** Looks through each new answer. */
export function useNote(value: unknown): void {
  const { note } = use(SeenContext);
  useEffect(() => note(value), [note, value]);
}

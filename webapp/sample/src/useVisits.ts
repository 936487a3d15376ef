import { Storage } from "@apps-in-toss/web-framework";
import { useEffect, useState } from "react";
import { countInLocalStorage, countInStore, type VisitCount } from "./visits";

export type Visits = { sdk: VisitCount | "counting"; local: VisitCount | "counting" };

/** Counts one visit in each place when the app starts. */
export function useVisits(): Visits {
  const [visits, setVisits] = useState<Visits>({ sdk: "counting", local: "counting" });
  useEffect(() => {
    setVisits({ sdk: "counting", local: countInLocalStorage() });
    void countInStore(Storage).then((sdk) => setVisits((counted) => ({ ...counted, sdk })));
  }, []);
  return visits;
}

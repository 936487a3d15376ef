/** The search of the first page. */
import { FAMILIES, GROUPS, type FamilyName } from "./families";
import { namesOf } from "./family";
import type { Words } from "./words";

export type FoundFamily = { name: FamilyName; functions: string[]; isWhole: boolean };
export type FoundGroup = { title: Words; families: FoundFamily[] };

/** The families with something of that name, in their groups; all of them without a query. */
export function findFamilies(query: string): FoundGroup[] {
  const wanted = query.trim().toLowerCase();
  return GROUPS.map(({ title, names }) => ({
    title,
    families: names.flatMap((name) => findIn(name, wanted)),
  })).filter(({ families }) => families.length > 0);
}

/** A family whose own name is meant is found whole, else by those of its functions that are. */
function findIn(name: FamilyName, wanted: string): FoundFamily[] {
  const { title } = FAMILIES[name];
  const functions = namesOf(FAMILIES[name]);
  if (has(wanted, [name, title.ko, title.en])) return [{ name, functions, isWhole: true }];
  const matching = functions.filter((sdkName) => has(wanted, [sdkName]));
  return matching.length === 0 ? [] : [{ name, functions: matching, isWhole: false }];
}

function has(wanted: string, texts: readonly string[]): boolean {
  return texts.some((text) => text.toLowerCase().includes(wanted));
}

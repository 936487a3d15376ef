/**
 * Values that answers brought and later calls need, such as the id of an order: a person who has
 * seen one in an answer can put it into a field without typing it.
 */
export type Seen = Readonly<Record<string, readonly string[]>>;

const KEPT = 6;

/** What was seen, with what the value has under each key in front. The same when nothing is new. */
export function addSeen(seen: Seen, value: unknown, keys: readonly string[]): Seen {
  return keys.reduce((before, key) => {
    const known = before[key] ?? [];
    const kept = [...new Set([...valuesUnder(value, key), ...known])].slice(0, KEPT);
    const isNew = kept.some((text, place) => text !== known[place]);
    return isNew ? { ...before, [key]: kept } : before;
  }, seen);
}

/** Every text or number under that key, however deep. */
export function valuesUnder(value: unknown, key: string): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]: [string, unknown]) => {
    if (name !== key || Array.isArray(value)) return valuesUnder(member, key);
    return isShort(member) ? [String(member)] : [];
  });
}

function isShort(member: unknown): member is string | number {
  return typeof member === "number" || (typeof member === "string" && member !== "");
}

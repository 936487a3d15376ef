const SHOWN_AT_EACH_END = 8;

/** Both ends of a long hash, enough to tell two apart at a glance. */
export function shortenHash(hash: string): string {
  if (hash.length <= SHOWN_AT_EACH_END * 2 + 1) return hash;
  return `${hash.slice(0, SHOWN_AT_EACH_END)}…${hash.slice(-SHOWN_AT_EACH_END)}`;
}

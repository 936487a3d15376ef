/** Pictures and videos in what the SDK answers. */
export type Picture = { id: string; kind: "image" | "video"; source: string };

const READY = /^(data|blob|file|https?):/i;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
/** Shorter than any picture; a path that happens to have base64 letters only is shorter. */
const BASE64_AT_LEAST = 64;

/** What one item, or a list of them, has to show. Anything else has nothing. */
export function picturesOf(value: unknown): Picture[] {
  const items: unknown[] = Array.isArray(value) ? value : [value];
  return items.flatMap((item, index) => {
    if (typeof item !== "object" || item === null) return [];
    const { id, dataUri, type } = item as Record<string, unknown>;
    if (typeof dataUri !== "string" || dataUri === "") return [];
    const kind = type === "VIDEO" || dataUri.startsWith("data:video/") ? "video" : "image";
    return [{ id: `${index}-${String(id)}`, kind, source: sourceOf(dataUri, kind) }];
  });
}

/** With `base64` asked for, the phone answers the bare letters, without the `data:` in front. */
function sourceOf(dataUri: string, kind: Picture["kind"]): string {
  if (READY.test(dataUri)) return dataUri;
  if (dataUri.length < BASE64_AT_LEAST || !BASE64.test(dataUri)) return dataUri;
  return `data:${kind === "video" ? "video/mp4" : "image/jpeg"};base64,${dataUri}`;
}

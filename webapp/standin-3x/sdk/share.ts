// Stand-in for SDK 3.x, written anew and not the SDK's code: messages and links to share.
import type { Bridge } from "./transport";
import { isMinVersionSupported } from "./version";

/** From here on the host makes the whole link; before, the page adds the path to a bare one. */
const WHOLE_LINK_VERSIONS = { android: "5.240.0", ios: "5.239.0" };

function withPath(shareLink: string, path: string): string {
  const link = new URL(shareLink);
  link.searchParams.set("deep_link_value", path);
  link.searchParams.set("af_dp", path);
  return link.toString();
}

export function share(bridge: Bridge) {
  const sendMessage = (message: unknown) => bridge.call("share", message);

  const getTossShareLink = async (path: string, ogImageUrl?: string): Promise<string> => {
    const isWhole = isMinVersionSupported(WHOLE_LINK_VERSIONS);
    const { shareLink } = await bridge.call<{ shareLink: string }>(
      "getTossShareLink",
      isWhole ? { url: path, ogImageUrl } : {},
    );
    return isWhole ? shareLink : withPath(shareLink, path);
  };

  return {
    share: sendMessage,
    getTossShareLink,
    Share: {
      sendMessage,
      createLink: ({ path, ogImageUrl }: { path: string; ogImageUrl?: string }) =>
        getTossShareLink(path, ogImageUrl),
    },
  };
}

// Stand-in for SDK 3.x, written anew and not the SDK's code: logs. What Analytics makes by itself is
// as in SDK 2.x, but for an unreadable scheme (null) and a missing deployment (a throw).
import { constant } from "./constants";
import type { Bridge } from "./transport";

type Params = Readonly<Record<string, unknown>> & { readonly log_name?: string };

const TIMESTAMP_DIGITS = 12;

/** The path and query that are logged, or undefined on a page that logs nothing. */
function visited(): { path: string; search: string } | undefined {
  const { protocol, pathname, search } = new URL(location.href);
  return protocol === "https:" ? { path: pathname, search: search.slice(1) } : undefined;
}

function referrer(): string | null {
  try {
    return new URL(constant("schemeUri")).searchParams.get("referrer");
  } catch {
    return null;
  }
}

function deployment() {
  const deploymentId = constant("deploymentId");
  const digits = deploymentId.split("-").join("").slice(0, TIMESTAMP_DIGITS);
  return { deployment_id: deploymentId, deployment_timestamp: Number.parseInt(digits, 16) };
}

export function analytics(bridge: Bridge) {
  const eventLog = (entry: unknown) => bridge.call("eventLog", entry);

  const screen = (params: Params = {}) => {
    const page = visited();
    if (page === undefined) return undefined;
    const { log_name, ...members } = params;
    return eventLog({
      ...members,
      log_type: "screen",
      log_name: log_name ?? `${page.path}::screen`,
      params: {
        search: page.search,
        referrer: referrer(),
        document_title: document.title,
        ...deployment(),
        ...members,
      },
    });
  };

  const action =
    (eventType: "impression" | "click") =>
    (params: Params = {}) => {
      const page = visited();
      if (page === undefined) return undefined;
      const { log_name, ...members } = params;
      return eventLog({
        log_type: "event",
        log_name: log_name ?? `${page.path}::${eventType}`,
        params: {
          ...members,
          search: page.search,
          referrer: referrer(),
          ...deployment(),
          event_type: eventType,
        },
      });
    };

  return {
    eventLog,
    Analytics: {
      log: eventLog,
      screen,
      impression: action("impression"),
      click: action("click"),
    },
  };
}

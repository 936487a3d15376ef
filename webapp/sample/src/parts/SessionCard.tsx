import { getTossAppVersion } from "@apps-in-toss/web-framework";
import type { ReactNode } from "react";
import { ANONYMOUS_KEY_VERSION, supportsAnonymousKey } from "../anonymousKey";
import { useLanguage } from "../language";
import type { CallError } from "../outcome";
import type { SessionState } from "../session";
import { HashRow } from "./HashRow";
import { CheckIcon, RetryIcon, UpdateIcon } from "./icons";

/** Who is here. The first thing a visitor sees. */
export function SessionCard({ session, retry }: { session: SessionState; retry: () => void }) {
  return (
    <section
      className="card session"
      aria-live="polite"
      data-testid="session"
      data-state={session.state}
    >
      <SessionWords session={session} retry={retry} />
    </section>
  );
}

function SessionWords({ session, retry }: { session: SessionState; retry: () => void }) {
  const { text } = useLanguage();
  switch (session.state) {
    case "loading":
      return (
        <Words badge={<span className="spinner" />} title={text.session.loading}>
          <p>{text.session.loadingDetail}</p>
        </Words>
      );
    case "ready":
      return <Welcome {...session} />;
    case "update":
      return <UpdateNotice />;
    case "retry":
      return <RetryNotice error={session.error} retry={retry} />;
  }
}

function Welcome({ session, isRemembered }: Extract<SessionState, { state: "ready" }>) {
  const { text } = useLanguage();
  const isReturning = session.visits > 1;
  const detail = isReturning ? text.session.visits(session.visits) : text.session.firstVisit;
  return (
    <>
      <Words
        badge={<CheckIcon />}
        title={isReturning ? text.session.welcomeBack : text.session.welcome}
      >
        <p data-testid="session-visits" data-visits={session.visits}>
          {isRemembered ? detail : text.session.notRemembered}
        </p>
      </Words>
      <HashRow hash={session.hash} />
    </>
  );
}

function UpdateNotice() {
  const { text } = useLanguage();
  const installed = outdatedVersion();
  return (
    <Words badge={<UpdateIcon />} title={text.session.update}>
      <p>{text.session.updateDetail(ANONYMOUS_KEY_VERSION)}</p>
      {installed !== null && <p>{text.session.installed(installed)}</p>}
    </Words>
  );
}

function RetryNotice({ error, retry }: { error: CallError | null; retry: () => void }) {
  const { text } = useLanguage();
  return (
    <>
      <Words badge={<RetryIcon />} title={text.session.retry}>
        <p>{text.session.retryDetail}</p>
      </Words>
      {error !== null && (
        <p className="value value-failed" data-testid="session-error">
          {error.code === null ? "" : `${error.code} · `}
          {error.message}
        </p>
      )}
      <button className="button button-primary" onClick={retry} data-testid="session-retry">
        {text.session.retryNow}
      </button>
    </>
  );
}

function Words(props: { badge: ReactNode; title: string; children: ReactNode }) {
  return (
    <div className="session-words">
      <div className="session-badge">{props.badge}</div>
      <h2 className="session-title" data-testid="session-title">
        {props.title}
      </h2>
      <div className="session-detail">{props.children}</div>
    </div>
  );
}

/** The version to name beside the one that is needed; null when it would only confuse. */
function outdatedVersion(): string | null {
  try {
    return supportsAnonymousKey() ? null : getTossAppVersion();
  } catch {
    return null;
  }
}

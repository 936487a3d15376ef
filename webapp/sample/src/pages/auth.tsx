import {
  appLogin,
  getAnonymousKey,
  getIsTossLoginIntegratedService,
  getUserKeyForGame,
} from "@apps-in-toss/web-framework";
import { useLanguage } from "../language";
import { CallCard } from "../parts/CallCard";
import { SessionCard } from "../parts/SessionCard";
import type { SessionState } from "../session";

const CALLS = {
  getAnonymousKey,
  getUserKeyForGame,
  getIsTossLoginIntegratedService,
  appLogin,
};

const CALL_NAMES = Object.keys(CALLS) as (keyof typeof CALLS)[];

export function AuthPage({ session, retry }: { session: SessionState; retry: () => void }) {
  const { text } = useLanguage();
  return (
    <>
      <SessionCard session={session} retry={retry} />
      <h2 className="section-title">{text.auth.each}</h2>
      {CALL_NAMES.map((name) => (
        <CallCard key={name} name={name} description={text.auth[name]} request={CALLS[name]} />
      ))}
    </>
  );
}

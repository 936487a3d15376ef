import { useLanguage } from "../language";
import { CallCard } from "../parts/CallCard";
import { FamilyList } from "../parts/FamilyList";
import { SessionCard } from "../parts/SessionCard";
import type { SessionState } from "../session";
import { ANONYMOUS_KEY } from "./auth";

/** Who is here, and everything there is to try. */
export function HomePage({ session, retry }: { session: SessionState; retry: () => void }) {
  const { text } = useLanguage();
  return (
    <>
      <SessionCard session={session} retry={retry} />
      <FamilyList />
      <h2 className="section-title">{text.home.made}</h2>
      <CallCard card={ANONYMOUS_KEY} />
    </>
  );
}

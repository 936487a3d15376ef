import { FAMILIES } from "./families";
import { useInsets } from "./insets";
import { useLanguage } from "./language";
import { HomePage } from "./pages/home";
import { FamilyPage } from "./parts/FamilyPage";
import { PageHeader } from "./parts/PageHeader";
import { TabBar } from "./parts/TabBar";
import { usePage } from "./route";
import { useSession } from "./useSession";
import { useVisits } from "./useVisits";

/** The session and the visit counts live here, so that changing pages does not count as a visit. */
export function App() {
  const { text, say } = useLanguage();
  const page = usePage();
  const session = useSession();
  const visits = useVisits();
  useInsets();
  return (
    <>
      {/* The key gives each page cards of its own: no result outlives a visit to another page. */}
      <main key={page} className="page" data-testid={`page-${page}`}>
        {page === "home" ? (
          <>
            <PageHeader title={text.appTitle} lead={text.home.lead} />
            <HomePage {...session} />
          </>
        ) : (
          <>
            <PageHeader title={say(FAMILIES[page].title)} lead={say(FAMILIES[page].lead)} />
            <FamilyPage family={FAMILIES[page]} visits={visits} />
          </>
        )}
      </main>
      <TabBar current={page} />
    </>
  );
}

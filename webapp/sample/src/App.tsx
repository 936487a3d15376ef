import { useInsets } from "./insets";
import { PageHeader } from "./parts/PageHeader";
import { TabBar } from "./parts/TabBar";
import { AuthPage } from "./pages/auth";
import { EnvironmentPage } from "./pages/environment";
import { StoragePage } from "./pages/storage";
import { usePage } from "./route";
import { useSession } from "./useSession";
import { useVisits } from "./useVisits";

/** The session and the visit counts live here, so that changing tabs does not count as a visit. */
export function App() {
  const page = usePage();
  const session = useSession();
  const visits = useVisits();
  useInsets();
  return (
    <>
      <main className="page" data-testid={`page-${page}`}>
        <PageHeader page={page} />
        {page === "auth" && <AuthPage {...session} />}
        {page === "storage" && <StoragePage visits={visits} />}
        {page === "environment" && <EnvironmentPage />}
      </main>
      <TabBar current={page} />
    </>
  );
}

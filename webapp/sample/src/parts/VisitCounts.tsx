import { useLanguage } from "../language";
import type { Visits } from "../useVisits";

/** The same count kept in two places, to see which of them outlives a restart. */
export function VisitCounts({ visits }: { visits: Visits }) {
  const { text } = useLanguage();
  return (
    <section className="card">
      <h2 className="card-title">{text.storage.survives}</h2>
      <p className="card-detail">{text.storage.survivesDetail}</p>
      <dl className="counts">
        <Count label={text.storage.sdkStorage} count={visits.sdk} testId="visits-sdk" />
        <Count label={text.storage.localStorage} count={visits.local} testId="visits-local" />
      </dl>
    </section>
  );
}

function Count(props: { label: string; count: Visits["sdk"]; testId: string }) {
  const { text } = useLanguage();
  const { label, count, testId } = props;
  return (
    <div className="count">
      <dt>{label}</dt>
      <dd data-testid={testId} data-count={count}>
        {typeof count === "number" ? text.storage.times(count) : text.storage[count]}
      </dd>
    </div>
  );
}

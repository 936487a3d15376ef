import type { Family, Section } from "../family";
import { useLanguage } from "../language";
import { SeenProvider } from "../useSeen";
import type { Visits } from "../useVisits";
import { CallCard } from "./CallCard";
import { EventCard } from "./EventCard";
import { Readings } from "./Readings";

/** The cards of one family. */
export function FamilyPage({ family, visits }: { family: Family; visits: Visits }) {
  const { view, sections } = family;
  return (
    <SeenProvider family={family}>
      {view !== undefined && <view.Component visits={visits} />}
      {sections.map((section, index) => (
        <SectionCards key={index} section={section} />
      ))}
    </SeenProvider>
  );
}

function SectionCards({ section }: { section: Section }) {
  const { say, text } = useLanguage();
  const { title } = section;
  if ("readings" in section) {
    const words = title === undefined ? text.readings.title : say(title);
    return <Readings title={words} readers={section.readings} />;
  }
  return (
    <>
      {title !== undefined && <h2 className="section-title">{say(title)}</h2>}
      {section.cards.map((card) =>
        card.kind === "call" ? (
          <CallCard key={card.name} card={card} />
        ) : (
          <EventCard key={card.name} card={card} />
        ),
      )}
    </>
  );
}

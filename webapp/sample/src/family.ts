/** A page of the sample: the functions of one family, in sections. */
import type { ComponentType } from "react";
import type { Card } from "./card";
import type { Visits } from "./useVisits";
import type { Words } from "./words";

/** Values that the SDK gives at once, by the name of the function. */
export type Readings = Readonly<Record<string, () => unknown>>;

export type Section = { title?: Words } & ({ cards: readonly Card[] } | { readings: Readings });

/** A part of a page that is more than cards, with the functions of the SDK that it calls. */
export type View = {
  Component: ComponentType<{ visits: Visits }>;
  calls: Readonly<Record<string, () => unknown>>;
};

export type Family = {
  title: Words;
  lead: Words;
  view?: View;
  sections: readonly Section[];
};

/** The names on the page, in its order: what a search looks through. */
export function namesOf({ view, sections }: Family): string[] {
  const inView = Object.keys(view?.calls ?? {});
  const inSections = sections.flatMap((section) =>
    "cards" in section ? section.cards.map(({ name }) => name) : Object.keys(section.readings),
  );
  return [...inView, ...inSections];
}

/** The keys of answers that fill a field of the page. */
export function keysWanted({ sections }: Family): string[] {
  const cards = sections.flatMap((section) => ("cards" in section ? section.cards : []));
  const fields = cards.flatMap((card) => Object.values(card.fields));
  return fields.flatMap((field) => ("from" in field && field.from !== null ? [field.from] : []));
}

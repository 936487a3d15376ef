import { useState } from "react";
import { FAMILIES } from "../families";
import { findFamilies, type FoundFamily } from "../find";
import { useLanguage } from "../language";
import { breakable } from "./breakable";
import { ChevronIcon } from "./icons";
import { PageLink } from "./PageLink";

/** Every family in its group, narrowed by a search for its name or one of its functions. */
export function FamilyList() {
  const { text, say } = useLanguage();
  const [query, setQuery] = useState("");
  const found = findFamilies(query);
  return (
    <>
      <h2 className="section-title">{text.home.all}</h2>
      <input
        className="field-input search"
        type="search"
        aria-label={text.home.search}
        placeholder={text.home.search}
        autoCapitalize="off"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        data-testid="search"
      />
      {found.length === 0 && (
        <p className="card placeholder-card" role="status" data-testid="search-empty">
          {text.home.nothing}
        </p>
      )}
      {found.map(({ title, families }) => (
        <section key={title.en} className="card group">
          <h3 className="group-title">{say(title)}</h3>
          <ul className="family-list">
            {families.map((family) => (
              <li key={family.name}>
                <FamilyLink family={family} isSearch={query.trim() !== ""} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

/** While searching, the functions that were found take the place of the count. */
function FamilyLink({ family, isSearch }: { family: FoundFamily; isSearch: boolean }) {
  const { text, say } = useLanguage();
  const { name, functions, isWhole } = family;
  return (
    <PageLink page={name} className="family" testId={`open-${name}`}>
      <span className="card-words">
        <span className="family-title">{say(FAMILIES[name].title)}</span>
        <span className="family-detail">
          {isSearch && !isWhole
            ? functions.map((sdkName) => (
                <span key={sdkName} className="family-function">
                  {breakable(sdkName)}
                </span>
              ))
            : text.home.functions(functions.length)}
        </span>
      </span>
      <ChevronIcon />
    </PageLink>
  );
}

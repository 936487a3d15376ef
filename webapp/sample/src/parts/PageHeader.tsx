import { useLanguage } from "../language";
import type { Language } from "../words";

const LANGUAGES: Record<Language, { short: string; full: string }> = {
  ko: { short: "한국어", full: "한국어" },
  en: { short: "EN", full: "English" },
};

/** Title and language switch. No bar of its own: the Toss app draws one above the page. */
export function PageHeader({ title, lead }: { title: string; lead: string }) {
  const { language, text, choose } = useLanguage();
  return (
    <header className="page-header">
      <div className="page-header-row">
        <h1 className="page-title">{title}</h1>
        <div className="languages" role="group" aria-label={text.chooseLanguage}>
          {(Object.keys(LANGUAGES) as Language[]).map((name) => (
            <button
              key={name}
              className="language"
              lang={name}
              aria-label={LANGUAGES[name].full}
              aria-pressed={name === language}
              onClick={() => choose(name)}
              data-testid={`language-${name}`}
            >
              <span>{LANGUAGES[name].short}</span>
            </button>
          ))}
        </div>
      </div>
      <p className="page-lead">{lead}</p>
    </header>
  );
}

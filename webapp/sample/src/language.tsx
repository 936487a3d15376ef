import { createContext, use, useEffect, useState, type ReactNode } from "react";
import { STRINGS, type Strings } from "./strings";
import type { Language, Words } from "./words";

const LANGUAGE_KEY = "language";

type LanguageChoice = {
  language: Language;
  text: Strings;
  say: (words: Words) => string;
  choose: (language: Language) => void;
};

const LanguageContext = createContext<LanguageChoice>({
  language: "ko",
  text: STRINGS.ko,
  say: ({ ko }) => ko,
  choose: () => {},
});

export function useLanguage(): LanguageChoice {
  return use(LanguageContext);
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(rememberedLanguage);
  const text = STRINGS[language];
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = text.appTitle;
  }, [language, text]);
  const say = (words: Words) => words[language];
  const choose = (chosen: Language) => {
    setLanguage(chosen);
    rememberLanguage(chosen);
  };
  return <LanguageContext value={{ language, text, say, choose }}>{children}</LanguageContext>;
}

function rememberedLanguage(): Language {
  try {
    return localStorage.getItem(LANGUAGE_KEY) === "en" ? "en" : "ko";
  } catch {
    // Storage is blocked in some web views; the switch still works until the app is closed.
    return "ko";
  }
}

function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(LANGUAGE_KEY, language);
  } catch {
    // As above.
  }
}

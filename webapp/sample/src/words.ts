/** A text in every language of the app, written where it is used. */
export type Language = "ko" | "en";

export type Words = Readonly<Record<Language, string>>;

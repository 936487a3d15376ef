/** What a person can set before a call, and what the call gets of it. */
import type { Words } from "./words";

type Labelled = { label: Words };

/** `from`: the key under which answers of the same page have values for this field. */
type TextOptions = { inputMode?: "text" | "url"; isWide?: boolean; from?: string };

export type TextField = Labelled & {
  kind: "text";
  initial: string;
  inputMode: "text" | "url";
  /** A text that may be long, such as JSON, gets a row of its own. */
  isWide: boolean;
  from: string | null;
};
export type NumberField = Labelled & { kind: "number"; initial: string; from: string | null };
export type ChoiceField<T extends string = string> = Labelled & {
  kind: "choice";
  initial: T;
  options: readonly T[];
};
export type FlagField = Labelled & { kind: "flag"; initial: boolean };

export type Field = TextField | NumberField | ChoiceField | FlagField;
export type Fields = Readonly<Record<string, Field>>;

/** What is typed: a number stays text until the call, so that it can be half written. */
export type Typed = Readonly<Record<string, string | boolean>>;

type ValueOf<F extends Field> =
  F extends ChoiceField<infer T>
    ? T
    : F extends NumberField
      ? number
      : F extends FlagField
        ? boolean
        : string;

export type Values<F extends Fields> = { [Name in keyof F]: ValueOf<F[Name]> };

export function text(
  label: Words,
  initial: string,
  { inputMode = "text", isWide = false, from }: TextOptions = {},
): TextField {
  return { kind: "text", label, initial, inputMode, isWide, from: from ?? null };
}

export function number(
  label: Words,
  initial: number,
  { from }: Pick<TextOptions, "from"> = {},
): NumberField {
  return { kind: "number", label, initial: String(initial), from: from ?? null };
}

/** The first option is chosen until another is. */
export function choice<const T extends string>(
  label: Words,
  options: readonly [T, ...T[]],
): ChoiceField<T> {
  return { kind: "choice", label, options, initial: options[0] };
}

export function flag(label: Words, { isOn }: { isOn: boolean }): FlagField {
  return { kind: "flag", label, initial: isOn };
}

export function initialTyped(fields: Fields): Typed {
  return Object.fromEntries(Object.entries(fields).map(([name, { initial }]) => [name, initial]));
}

/** The values for the call. What is no number becomes NaN: the call is made, and shows what for. */
export function readTyped<F extends Fields>(fields: F, typed: Typed): Values<F> {
  const read = Object.entries(fields).map(([name, { kind, initial }]) => {
    const entered = typed[name] ?? initial;
    return [name, kind === "number" ? toNumber(String(entered)) : entered];
  });
  return Object.fromEntries(read) as Values<F>;
}

function toNumber(entered: string): number {
  // Number("") is 0, which nobody has typed.
  return entered.trim() === "" ? Number.NaN : Number(entered);
}

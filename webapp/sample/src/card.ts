/** One SDK function as a card: what can be set, what is called, what is shown of the answer. */
import { readTyped, type Fields, type Typed, type Values } from "./field";
import type { Picture } from "./picture";
import type { Words } from "./words";

export type Listener = {
  onEvent: (payload: unknown) => void;
  onError: (error: unknown) => void;
  /** The SDK called a function of the app's own, `name`, which is no event of the host's. */
  onCallback: (name: string, payload: unknown) => void;
};

type Described = {
  /** As the SDK exports it, or the event's name. Part of the test ids. */
  name: string;
  detail: Words;
  fields: Fields;
};

export type CallCard = Described & {
  kind: "call";
  run: (typed: Typed) => unknown;
  pictures: (value: unknown) => Picture[];
};

export type EventCard = Described & {
  kind: "event";
  /** The SDK's function; differs from `name` where one function serves several events. */
  sdkName: string;
  /** Whether the card has an element of its own for the SDK to draw in. */
  hasStage: boolean;
  /** Returns the function that stops it, where the SDK gives one. */
  start: (typed: Typed, listener: Listener, stage: HTMLElement | null) => (() => void) | undefined;
};

export type Card = CallCard | EventCard;

type CallOptions<F extends Fields> = {
  name: string;
  detail: Words;
  fields?: F;
  run: (values: Values<F>) => unknown;
  pictures?: (value: unknown) => Picture[];
};

type EventOptions<F extends Fields> = {
  name: string;
  detail: Words;
  fields?: F;
  sdkName?: string;
  hasStage?: boolean;
  start: (
    values: Values<F>,
    listener: Listener,
    stage: HTMLElement | null,
  ) => (() => void) | undefined | void;
};

type NoFields = Record<never, never>;

export function call<F extends Fields = NoFields>(options: CallOptions<F>): CallCard {
  const { name, detail, run, pictures = () => [] } = options;
  const fields = options.fields ?? ({} as F);
  return {
    kind: "call",
    name,
    detail,
    fields,
    run: (typed) => run(readTyped(fields, typed)),
    pictures,
  };
}

export function event<F extends Fields = NoFields>(options: EventOptions<F>): EventCard {
  const { name, detail, sdkName = name, hasStage = false, start } = options;
  const fields = options.fields ?? ({} as F);
  return {
    kind: "event",
    name,
    detail,
    fields,
    sdkName,
    hasStage,
    start: (typed, listener, stage) =>
      start(readTyped(fields, typed), listener, stage) ?? undefined,
  };
}

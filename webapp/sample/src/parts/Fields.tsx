import type { Card } from "../card";
import type { ChoiceField, Field, Typed } from "../field";
import { useLanguage } from "../language";
import { Chips } from "./Chips";
import { TextField } from "./TextField";

type Props = { card: Card; typed: Typed; onType: (typed: Typed) => void };

/** What can be set before the call. */
export function Fields({ card, typed, onType }: Props) {
  const fields = Object.entries(card.fields);
  if (fields.length === 0) return null;
  return (
    <div className="fields">
      {fields.map(([name, field]) => (
        <FieldInput
          key={name}
          field={field}
          entered={typed[name] ?? field.initial}
          onEnter={(entered) => onType({ ...typed, [name]: entered })}
          testId={`field-${card.name}-${name}`}
        />
      ))}
    </div>
  );
}

type InputProps = {
  field: Field;
  entered: string | boolean;
  onEnter: (entered: string | boolean) => void;
  testId: string;
};

function FieldInput({ field, entered, onEnter, testId }: InputProps) {
  const { say } = useLanguage();
  switch (field.kind) {
    case "flag":
      return <Flag {...{ field, entered, onEnter, testId }} />;
    case "choice":
      return (
        <label className={isLong(field) ? "field field-wide" : "field"}>
          <span className="field-label">{say(field.label)}</span>
          <select
            className="field-input field-choice"
            value={String(entered)}
            onChange={(event) => onEnter(event.target.value)}
            data-testid={testId}
          >
            {field.options.map((option) => (
              <option key={option}>{option}</option>
            ))}
          </select>
        </label>
      );
    case "text":
    case "number":
      return (
        <>
          <TextField
            label={say(field.label)}
            value={String(entered)}
            onChange={onEnter}
            testId={testId}
            inputMode={field.kind === "number" ? "decimal" : field.inputMode}
            isWide={field.kind === "text" && field.isWide}
          />
          <Chips
            from={field.from}
            entered={String(entered)}
            onChoose={onEnter}
            testId={`${testId}-chips`}
          />
        </>
      );
  }
}

/** Half a row of the narrowest phone shows no more letters than these. */
const LETTERS_IN_HALF = 8;

function isLong({ options }: ChoiceField): boolean {
  return options.some((option) => option.length > LETTERS_IN_HALF);
}

function Flag({ field, entered, onEnter, testId }: InputProps) {
  const { say } = useLanguage();
  const isOn = entered === true;
  return (
    <button
      className="switch-row field-wide"
      role="switch"
      aria-checked={isOn}
      onClick={() => onEnter(!isOn)}
      data-testid={testId}
    >
      <span className="field-label">{say(field.label)}</span>
      <span className="switch" aria-hidden="true" />
    </button>
  );
}

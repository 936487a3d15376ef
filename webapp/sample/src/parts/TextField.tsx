type Props = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  testId: string;
  inputMode?: "text" | "url" | "decimal";
  isWide?: boolean;
};

export function TextField({ label, value, onChange, testId, inputMode = "text", isWide }: Props) {
  return (
    <label className={isWide ? "field field-wide" : "field"}>
      <span className="field-label">{label}</span>
      <input
        className="field-input"
        value={value}
        inputMode={inputMode}
        autoCapitalize="off"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        data-testid={testId}
      />
    </label>
  );
}

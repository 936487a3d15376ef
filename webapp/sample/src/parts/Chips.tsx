import { useLanguage } from "../language";
import { useSeen } from "../useSeen";

type Props = {
  from: string | null;
  entered: string;
  onChoose: (text: string) => void;
  testId: string;
};

/** What earlier answers on this page have for the field above, a press away. */
export function Chips({ from, entered, onChoose, testId }: Props) {
  const { text } = useLanguage();
  const offered = useSeen(from).filter((seen) => seen !== entered);
  if (offered.length === 0) return null;
  return (
    <div className="chips field-wide" role="group" aria-label={text.chips} data-testid={testId}>
      {offered.map((seen) => (
        <button key={seen} className="chip" onClick={() => onChoose(seen)}>
          {seen}
        </button>
      ))}
    </div>
  );
}

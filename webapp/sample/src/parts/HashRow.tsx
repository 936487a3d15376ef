import { useEffect, useRef, useState } from "react";
import { shortenHash } from "../hash";
import { useLanguage } from "../language";

const COPIED_SHOWN_MS = 2000;

type CopyState = "ready" | "copied" | "blocked";

/** The anonymous key, shortened, with a button that copies all of it. */
export function HashRow({ hash }: { hash: string }) {
  const { text } = useLanguage();
  const [copyState, setCopyState] = useState<CopyState>("ready");

  useEffect(() => {
    if (copyState !== "copied") return undefined;
    const timer = setTimeout(() => setCopyState("ready"), COPIED_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copyState]);

  const copy = async () => setCopyState((await copyText(hash)) ? "copied" : "blocked");

  return (
    <div className="hash">
      <div className="hash-row">
        <div className="hash-words">
          <p className="hash-label">{text.session.key}</p>
          <p className="hash-value" data-testid="anonymous-hash" data-hash={hash}>
            {shortenHash(hash)}
          </p>
        </div>
        <button
          className="button button-small"
          onClick={() => void copy()}
          data-testid="copy-hash"
          data-state={copyState}
        >
          {copyState === "copied" ? text.session.copied : text.session.copy}
        </button>
      </div>
      {copyState === "blocked" && <HashByHand hash={hash} />}
    </div>
  );
}

/** A text area, because the Toss app forbids selecting any other text. */
function HashByHand({ hash }: { hash: string }) {
  const { text } = useLanguage();
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => area.current?.select(), []);
  return (
    <label className="field">
      <span className="field-label">{text.session.copyByHand}</span>
      <textarea
        ref={area}
        className="field-input hash-full"
        rows={2}
        readOnly
        value={hash}
        data-testid="anonymous-hash-full"
      />
    </label>
  );
}

async function copyText(copied: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(copied);
    return true;
  } catch {
    return false;
  }
}

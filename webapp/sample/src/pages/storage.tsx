import { Storage } from "@apps-in-toss/web-framework";
import { useState } from "react";
import type { Family } from "../family";
import { useLanguage } from "../language";
import { CallResult } from "../parts/CallResult";
import { TextField } from "../parts/TextField";
import { VisitCounts } from "../parts/VisitCounts";
import { useCall } from "../useCall";
import type { Visits } from "../useVisits";

const ACTIONS = ["setItem", "getItem", "removeItem", "clearItems"] as const;

type Action = (typeof ACTIONS)[number];

const REQUESTS: Record<Action, (key: string, value: string) => Promise<unknown>> = {
  setItem: (key, value) => Storage.setItem(key, value),
  getItem: (key) => Storage.getItem(key),
  removeItem: (key) => Storage.removeItem(key),
  clearItems: () => Storage.clearItems(),
};

function StorageView({ visits }: { visits: Visits }) {
  return (
    <>
      <StorageForm />
      <VisitCounts visits={visits} />
    </>
  );
}

function StorageForm() {
  const words = useLanguage().text.storage;
  const [key, setKey] = useState("nickname");
  const [value, setValue] = useState("토스");
  const [lastAction, setLastAction] = useState<Action>("getItem");
  const { call, run } = useCall();

  const start = (action: Action) => {
    setLastAction(action);
    run(() => REQUESTS[action](key, value));
  };
  const statusOf = (action: Action) => (action === lastAction ? call.status : "idle");

  return (
    <section className="card">
      <h2 className="card-title">{words.tryIt}</h2>
      <div className="fields">
        <TextField label={words.key} value={key} onChange={setKey} testId="storage-key" />
        <TextField label={words.value} value={value} onChange={setValue} testId="storage-value" />
      </div>
      <ActionButtons start={start} statusOf={statusOf} />
      <p className="card-note">{words.clearNote}</p>
      {call.status === "idle" ? (
        <p className="placeholder">{words.noResult}</p>
      ) : (
        <p className="function-name last-call">{lastAction}</p>
      )}
      <CallResult name={lastAction} call={call} />
    </section>
  );
}

type ButtonsProps = { start: (action: Action) => void; statusOf: (action: Action) => string };

function ActionButtons({ start, statusOf }: ButtonsProps) {
  const { text } = useLanguage();
  return (
    <div className="button-grid">
      {ACTIONS.map((action) => (
        <button
          key={action}
          className={action === "setItem" ? "button button-primary" : "button"}
          onClick={() => start(action)}
          data-testid={`call-${action}`}
          data-status={statusOf(action)}
        >
          <span data-testid={`run-${action}`}>{text.storage[action]}</span>
          <span className="button-function">{action}</span>
        </button>
      ))}
    </div>
  );
}

export const storage: Family = {
  title: { ko: "저장소", en: "Storage" },
  lead: {
    ko: "앱을 껐다 켜도 남아 있는 값을 다뤄요.",
    en: "Values that stay when the app is closed.",
  },
  view: {
    Component: StorageView,
    calls: Object.fromEntries(
      ACTIONS.map((action) => [`Storage.${action}`, () => REQUESTS[action]("key", "value")]),
    ),
  },
  sections: [],
};

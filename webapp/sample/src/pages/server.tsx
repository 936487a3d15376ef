import { useRef, useState } from "react";
import type { Family } from "../family";
import { useLanguage } from "../language";
import { OWN_SERVER, OwnServer } from "../ownServer";
import { CallResult } from "../parts/CallResult";
import { TextField } from "../parts/TextField";
import { useCall } from "../useCall";

const ACTIONS = ["signIn", "buy", "restore", "items", "reward"] as const;

type Action = (typeof ACTIONS)[number];

/** What goes from the page to the mini-app's own server, and from there to Toss's. */
function ServerView() {
  const words = useLanguage().text.server;
  const [url, setUrl] = useState(OWN_SERVER);
  const [lastAction, setLastAction] = useState<Action>("signIn");
  const { call, run } = useCall();
  const server = useRef(new OwnServer(url));

  const start = (action: Action) => {
    if (server.current.url !== url) server.current = new OwnServer(url);
    setLastAction(action);
    run(() => server.current[action]());
  };

  return (
    <section className="card">
      <h2 className="card-title">{words.title}</h2>
      <div className="fields">
        <TextField
          label={words.url}
          value={url}
          onChange={setUrl}
          testId="server-url"
          inputMode="url"
          isWide
        />
      </div>
      <div className="button-grid">
        {ACTIONS.map((action) => (
          <button
            key={action}
            className={action === "signIn" ? "button button-primary" : "button"}
            onClick={() => start(action)}
            data-testid={`server-${action}`}
            data-status={action === lastAction ? call.status : "idle"}
          >
            {words[action]}
          </button>
        ))}
      </div>
      <p className="card-note">{words.note}</p>
      <CallResult name="server" call={call} />
    </section>
  );
}

export const server: Family = {
  title: { ko: "내 서버", en: "Own server" },
  lead: {
    ko: "화면, 내 서버, 토스 서버가 함께 하는 일을 해 봐요.",
    en: "What the page, the app's own server and Toss's do together.",
  },
  view: { Component: ServerView, calls: {} },
  sections: [],
};

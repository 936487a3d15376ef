import {
  Analytics,
  closeView,
  eventLog,
  getNetworkStatus,
  getServerTime,
  openURL,
} from "@apps-in-toss/web-framework";
import { useState } from "react";
import { useLanguage } from "../language";
import { CallCard } from "../parts/CallCard";
import { Constants } from "../parts/Constants";
import { EventSwitches } from "../parts/EventSwitches";
import { TextField } from "../parts/TextField";

const LOG_NAME = "sample_button_tapped";

export function EnvironmentPage() {
  const { text } = useLanguage();
  return (
    <>
      <Constants />
      <h2 className="section-title">{text.environment.calls}</h2>
      <Calls />
      <h2 className="section-title">{text.environment.events}</h2>
      <EventSwitches />
      <h2 className="section-title">{text.environment.logs}</h2>
      <Logs />
    </>
  );
}

function Calls() {
  const { text } = useLanguage();
  const [url, setUrl] = useState("https://toss.im");
  const words = text.environment;
  return (
    <>
      <CallCard name="getServerTime" description={words.getServerTime} request={getServerTime} />
      <CallCard
        name="getNetworkStatus"
        description={words.getNetworkStatus}
        request={getNetworkStatus}
      />
      <CallCard name="openURL" description={words.openURL} request={() => openURL(url)}>
        <TextField
          label={words.url}
          value={url}
          onChange={setUrl}
          testId="open-url"
          inputMode="url"
        />
      </CallCard>
      <CallCard name="closeView" description={words.closeView} request={closeView} />
    </>
  );
}

function Logs() {
  const { text } = useLanguage();
  const words = text.environment;
  const params = { button: "log", count: 1 };
  const sendLog = () => eventLog({ log_name: LOG_NAME, log_type: "event", params });
  return (
    <>
      <CallCard
        name="Analytics.screen"
        description={words.screen}
        request={() => Analytics.screen()}
      />
      <CallCard
        name="Analytics.impression"
        description={words.impression}
        request={() => Analytics.impression({ log_name: "sample_card", ...params })}
      />
      <CallCard
        name="Analytics.click"
        description={words.click}
        request={() => Analytics.click({ log_name: LOG_NAME, ...params })}
      />
      <CallCard name="eventLog" description={words.eventLog} request={sendLog} />
    </>
  );
}

import { useRef, useState } from "react";
import { settle, type CallState } from "./outcome";

/** The state of the latest call. Running again while one is pending forgets the pending one. */
export function useCall(): { call: CallState; run: (request: () => unknown) => void } {
  const [call, setCall] = useState<CallState>({ status: "idle" });
  const latest = useRef(0);
  const run = async (request: () => unknown) => {
    const turn = ++latest.current;
    setCall({ status: "running" });
    const settled = await settle(request);
    if (turn === latest.current) setCall(settled);
  };
  return { call, run: (request) => void run(request) };
}

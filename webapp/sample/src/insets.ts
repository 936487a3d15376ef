import { SafeAreaInsets } from "@apps-in-toss/web-framework";
import { useEffect } from "react";

type Insets = { bottom: number; left: number; right: number };

/** Keeps the page clear of the phone's edges, and follows a rotation. */
export function useInsets(): void {
  useEffect(() => {
    try {
      applyInsets(SafeAreaInsets.get());
      return SafeAreaInsets.subscribe({ onEvent: applyInsets });
    } catch {
      // Outside the Toss app the style sheet's own fallback is right.
      return undefined;
    }
  }, []);
}

/** The top is left out: the shell's navigation bar covers it already. */
function applyInsets({ bottom, left, right }: Insets): void {
  const style = document.documentElement.style;
  style.setProperty("--inset-bottom", `${bottom}px`);
  style.setProperty("--inset-left", `${left}px`);
  style.setProperty("--inset-right", `${right}px`);
}

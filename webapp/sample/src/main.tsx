import { createRoot } from "react-dom/client";
import { App } from "./App";
import { CrashScreen } from "./parts/CrashScreen";
import { LanguageProvider } from "./language";
import "./styles/tokens.css";
import "./styles/layout.css";
import "./styles/controls.css";
import "./styles/fields.css";
import "./styles/results.css";
import "./styles/families.css";
import "./styles/session.css";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");

createRoot(root).render(
  <LanguageProvider>
    <CrashScreen>
      <App />
    </CrashScreen>
  </LanguageProvider>,
);

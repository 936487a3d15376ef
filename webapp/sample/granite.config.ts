import { defineConfig } from "@apps-in-toss/web-framework/config";

export default defineConfig({
  appName: "aitdesk-sample",
  brand: {
    displayName: "에이아이티 샘플",
    primaryColor: "#3182F6",
    icon: "https://aitdesk-sample.apps.tossmini.com/icon.png",
  },
  permissions: [
    { name: "clipboard", access: "read" },
    { name: "clipboard", access: "write" },
    { name: "contacts", access: "read" },
    { name: "photos", access: "read" },
    { name: "geolocation", access: "access" },
    { name: "camera", access: "access" },
    { name: "microphone", access: "access" },
  ],
  web: {
    host: "localhost",
    port: 5173,
    commands: {
      dev: "vite",
      build: "tsc --noEmit && vite build",
    },
  },
  webViewProps: {
    type: "partner",
  },
  outdir: "dist",
});

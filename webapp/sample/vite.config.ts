import { defineConfig } from "vite";

export default defineConfig({
  base: "/",
  // granite.config.ts names this port; a silently chosen other one would open an empty page.
  server: { port: 5173, strictPort: true },
});

// Builds one page of the stand-in for SDK 3.x; the mode names the page (see package.json).
import { defineConfig } from "vitest/config";

export default defineConfig(({ mode }) => ({
  base: "/",
  build: {
    // Readable stack traces matter more here than bytes.
    minify: false,
    // The pages are built one after another into the same folder, this one first.
    emptyOutDir: mode === "index",
    rollupOptions: { input: `${mode}.html` },
  },
  // So that a test can evaluate the real SDK 2.10.8 anew; Node would keep the first evaluation.
  test: { server: { deps: { inline: [/@apps-in-toss/] } } },
}));

import { defineConfig } from "vite";

export default defineConfig({
  base: "/",
  // Readable stack traces matter more here than bytes.
  build: { minify: false },
});

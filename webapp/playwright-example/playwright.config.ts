import { resolve } from "node:path";
import { defineConfig } from "@playwright/test";

// In your repository: one project, and a target such as "dist".
const sample = resolve(import.meta.dirname, "../sample/dist");
const standin = resolve(import.meta.dirname, "../standin-3x/dist");

type Options = { target: string; serveOptions?: string[] };

export default defineConfig<object, Options>({
  testDir: "tests",
  // Where git, prettier and the build of this repository do not look.
  outputDir: "node_modules/.test-results",
  reporter: process.env["CI"] ? "line" : "list",
  forbidOnly: Boolean(process.env["CI"]),
  // Many tests may run on a machine of two cores.
  expect: { timeout: 15_000 },
  projects: [
    { name: "sample", testMatch: "sample.spec.ts", use: { target: sample } },
    {
      name: "sdk-3.x",
      testMatch: "sdk-3x.spec.ts",
      use: { target: standin, serveOptions: ["--line", "3"] },
    },
  ],
});

// What tsc does not see. Run from the repository's root: the scripts of the page are in host/.
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import js from "@eslint/js";
import tseslint from "typescript-eslint";

const webapp = dirname(fileURLToPath(import.meta.url));

const untyped = Object.fromEntries(
  ["argument", "assignment", "call", "member-access", "return"].map((use) => [
    `@typescript-eslint/no-unsafe-${use}`,
    "off",
  ]),
);

export default tseslint.config(
  {
    ignores: [
      "**/dist/**",
      "**/node_modules/**",
      "**/.venv/**",
      // Another package's, unchanged.
      "host/aitdesk/engine/page/user_scripts/**",
      "host/aitdesk/sample/**",
      // Its types are made of control's schema by the test that checks it.
      "webapp/control-client/**",
    ],
  },
  js.configs.recommended,
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ["tsconfig.{bridge,sheets,frames,adkit,qt}.json", "*/tsconfig.json"],
        tsconfigRootDir: webapp,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
  },
  {
    rules: {
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", ignoreRestSiblings: true, varsIgnorePattern: "^_" },
      ],
    },
  },
  {
    // Classic scripts, which are joined: what one does not use, the next does. Names are tsc's.
    files: ["host/**/*.js"],
    languageOptions: { sourceType: "script" },
    rules: {
      "no-undef": "off",
      "@typescript-eslint/no-unused-vars": ["error", { vars: "local" }],
      // Built-ins are saved as they are, and what the host and the page say has no type.
      "@typescript-eslint/unbound-method": "off",
      ...untyped,
    },
  },
  {
    // A stand-in for something that takes time may take none.
    files: ["**/*.test.ts", "**/*.spec.ts"],
    rules: {
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/unbound-method": "off",
      ...untyped,
    },
  },
  {
    // Node's own.
    files: ["**/*.mjs"],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { Buffer: "readonly", console: "readonly", process: "readonly" } },
  },
);

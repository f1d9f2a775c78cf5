import { existsSync, readdirSync } from "node:fs";
import next from "eslint-config-next";
import { createNodeResolver, importX } from "eslint-plugin-import-x";
import jsdoc from "eslint-plugin-jsdoc";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/** Files of `shared` that run in a browser as well: of the libraries they import zod and ulid alone. */
const pure = [
  "shared/*/{schema,contract,events,columns}.ts",
  "shared/{caller,contracts,errors,events,fields,ids,money,policy,policy-names,record,time,wall}.ts",
  "shared/http/*.ts",
  "shared/query/{columns,list,tree}.ts",
  "shared/search/changes.ts",
  "shared/messages/unread.ts",
  "shared/table/{changed,layout}.ts",
  "shared/calendars/hours.ts",
  "shared/companies/start-set.ts",
  "shared/dates/days.ts",
  "shared/deals/{amounts,signals}.ts",
  "shared/employees/{members,roles}.ts",
  "shared/imports/fields.ts",
  "shared/notifications/{kinds,news}.ts",
  "shared/pipelines/templates.ts",
];
/** Parts of the web that run on its server alone: sign-in and the headers of pages. */
const webServer = "web/{proxy,lib/*.server}.ts";
const webServerMayImport = ["shared/config.ts", "shared/secrets.ts", "shared/session-cookie.ts"];
/** What the stacks and the local system read besides pure files: lists of what runs, and the edge's shared secret. */
const registries = ["functions/registry.ts", "functions/handlers.ts", "functions/query-paths.ts", "shared/edge.ts"];
/** They read the tables of several features on purpose: what every request needs, and the registry of audited records. */
const acrossFeatures = ["context.ts", "records.ts"];
/** One query reads a card with all that hangs on it, one transaction writes it: its features know each other's keys. */
const card = ["clients", "history", "tasks", "deals"];

const foldersIn = (path) =>
  readdirSync(new URL(path, import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
const anywhere = (paths) => paths.map((path) => `**/${path}`);
const zone = (target, from, message, except = []) => ({ target, from, message, except: anywhere(except) });

/** What may not be imported where: the table of folders, a path at a time. */
const zones = [
  zone(pure, ["shared/**/*"], "A pure file imports pure files alone.", pure),
  zone(["shared/**/*"], ["functions/**/*", "infra/**/*", "web/**/*"], "shared imports nothing above it."),
  zone(["functions/**/*"], ["infra/**/*", "web/**/*"], "functions import shared alone."),
  // The demo company of one machine is founded through the rules themselves.
  zone(
    ["infra/**/!(demo).ts"],
    ["shared/**/*", "functions/**/*", "web/**/*"],
    "infra imports pure files and registries.",
    [...pure, ...registries],
  ),
  zone(["web/**/!(proxy|*.server).{ts,tsx}"], ["shared/**/*"], "A page imports pure files alone.", pure),
  zone([webServer], ["shared/**/*"], "The web's server imports pure files and what sign-in needs.", [
    ...pure,
    ...webServerMayImport,
  ]),
  zone(["web/**/*"], ["functions/**/*", "infra/**/*"], "The web reaches the rest over HTTP."),
  zone(["web/{components,lib}/**/*"], ["web/features/**/*", "web/app/**/*"], "What features share knows none of them."),
  zone(["{shared,functions,infra,web}/**/*"], ["test/**/*"], "Nobody imports tests."),
  ...foldersIn("./shared/")
    .filter((feature) => existsSync(new URL(`./shared/${feature}/contract.ts`, import.meta.url)))
    .map((feature) =>
      zone(
        [`shared/${feature}/!(${["table.ts", ...acrossFeatures].join("|")})`],
        [`shared/!(${card.includes(feature) ? card.join("|") : feature})/table.ts`],
        "Ask the rules of the other feature: its table is its own.",
      ),
    ),
  ...foldersIn("./web/features/").map((feature) =>
    zone(
      [`web/features/${feature}/**/*`],
      [`web/features/!(${feature})/**/*`, "web/app/**/*"],
      "Features do not know each other: app composes.",
    ),
  ),
];

export default defineConfig(
  globalIgnores([
    "**/.next/",
    "**/.open-next/",
    "**/dist/",
    "**/cdk.out/",
    "**/.data/",
    "test/output/",
    "**/next-env.d.ts",
  ]),
  { linterOptions: { noInlineConfig: true } },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true },
      ],
      // A handler or a rule is async by its type, whether or not it has something to wait for.
      "@typescript-eslint/require-await": "off",
      // With noUncheckedIndexedAccess an index just proven to be there needs a word that says so.
      "@typescript-eslint/no-non-null-assertion": "off",
      "no-restricted-syntax": [
        "error",
        {
          selector: "ImportDeclaration[source.value='zod'] > ImportSpecifier[imported.name='z']",
          message: 'import * as z from "zod": a named import drags every locale into a bundle.',
        },
      ],
    },
  },
  {
    files: ["**/*.{ts,tsx}"],
    plugins: { "import-x": importX },
    settings: { "import-x/resolver-next": [createNodeResolver({ extensions: [".ts", ".tsx", ".js", ".json"] })] },
    rules: { "import-x/no-restricted-paths": ["error", { basePath: import.meta.dirname, zones }] },
  },
  {
    files: pure,
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          patterns: [
            { regex: "^(?!(zod|ulid)$|\\.|#shared/)", message: "A pure file runs in a browser: zod and ulid alone." },
          ],
        },
      ],
    },
  },
  {
    files: ["{shared,functions,infra}/**/*.ts"],
    plugins: { jsdoc },
    rules: {
      "jsdoc/require-jsdoc": [
        "error",
        {
          publicOnly: true,
          require: { ClassDeclaration: true, FunctionDeclaration: true },
          contexts: [
            "TSInterfaceDeclaration",
            "TSTypeAliasDeclaration",
            "ExportNamedDeclaration > VariableDeclaration",
          ],
          enableFixer: false,
        },
      ],
      "jsdoc/require-description": "error",
    },
  },
  {
    files: ["web/**/*.{ts,tsx}"],
    extends: [next],
    settings: { next: { rootDir: "web" }, react: { version: "19.3" } },
    rules: {
      // What a hook gives is taken apart: none of it has a this.
      "@typescript-eslint/unbound-method": "off",
      // Whoever changes company or session gets a whole new page: nothing of the other one stays in memory.
      "@next/next/no-location-assign-relative-destination": "off",
      // Rows by the window need an API whose functions the compiler does not memoise; it skips those components.
      "react-hooks/incompatible-library": "off",
    },
  },
);

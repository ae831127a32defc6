import assert from "node:assert/strict";
import { FileChangeType } from "vscode-languageserver/node";
import { ok } from "../../shared/failure";
import { selectEnvironmentNotification, snapshotRequest, usageRequest } from "../../shared/protocol";
import type { StoredSecret } from "../fakes/memoryProvider";
import { createMemoryProvider } from "../fakes/memoryProvider";
import { withNotes } from "../marked";
import { until } from "../until";
import { diagnose, hover, openFile, renderDiagnostics } from "./editing";
import type { ServerOptions } from "./server";
import { folder, settled, startTestServer } from "./server";

const appYaml = `requirements:
  secrets:
    - key: OPENAI_API_KEY
    - key: STRIPE_KEY
`;

async function start(files: Record<string, string>, stored: readonly StoredSecret[], options?: Partial<ServerOptions>) {
  const server = await startTestServer({ createProvider: () => ok(createMemoryProvider(stored)), files, ...options });
  await settled(server);
  return server;
}

interface Case {
  readonly path: string;
  readonly marked: string;
  readonly files?: Record<string, string>;
  readonly stored?: readonly string[];
}

async function check({ path, marked, files = { "app.yaml": appYaml }, stored = ["OPENAI_API_KEY"] }: Case) {
  const server = await start(
    files,
    stored.map((name) => ({ name, hasDefault: true })),
  );
  const document = await openFile(server, path, withNotes(marked).text);
  assert.equal(renderDiagnostics(document, await diagnose(server, document)), marked);
  await server.stop();
}

function checkAll(cases: Record<string, Case>): void {
  for (const [what, each] of Object.entries(cases))
    it(what, async () => {
      await check(each);
    });
}

const loud = "use(process.env.STRIPE_KEY, process.env.OTHER, process.env.OPENAI_API_KY);";

/** Code that reads so many names, with or without something to fall back to. */
function needing(count: number, behind = ""): string {
  return Array.from({ length: count }, (_, number) => `use(process.env.NAME_${number} ${behind});`).join("\n");
}

describe("nothing is reported", () => {
  checkAll(
    Object.fromEntries(
      [
        "src/a.test.ts",
        "test/a.ts",
        "cypress/e2e/a.cy.ts",
        "examples/a.ts",
        "docs/a.ts",
        "vendor/a.js",
        "src/generated/a.ts",
        "public/a.min.js",
      ].map((path) => [`in ${path}`, { path, marked: loud }]),
    ),
  );
  checkAll({
    "of manifests of examples": { path: "examples/a/app.yaml", marked: appYaml },
    "of what is missing in .env.example, while it is not what the store is for": {
      path: "a.ts",
      marked: "use(process.env.A_KEY, process.env.B_KEY);",
      files: { ".env.example": "A_KEY=\nB_KEY=\nC_KEY=\n" },
      stored: ["C_KEY"],
    },
    "of what is not set here, but required by an example for production": {
      path: ".env.production.example",
      marked: "A_KEY=\nB_KEY=\n",
      files: { ".env.production.example": "A_KEY=\n", "a.ts": "use(process.env.A_KEY, process.env.B_KEY);" },
      stored: ["B_KEY"],
    },
    "of what is not set here, but used in settings for production alone": {
      path: "config/environments/production.rb",
      marked: 'use(ENV.fetch("A_KEY"), ENV.fetch("B_KEY"))',
      files: { ".env.example": "A_KEY=\nB_KEY=\n" },
      stored: ["B_KEY"],
    },
    "of its uses either": {
      path: "a.ts",
      marked: "use(process.env.A_KEY, process.env.B_KEY);",
      files: { ".env.production.example": "A_KEY=\nB_KEY=\n" },
      stored: ["B_KEY"],
    },
    "of what has a value in .env.example, whether that is stored or not": {
      path: ".env.example",
      marked: "A_KEY=\nB_KEY=\nLEVEL=info\n# DEPTH=3\n",
      files: { ".env.example": "A_KEY=\n" },
      stored: ["A_KEY", "B_KEY"],
    },
    "of what is missing here, but run on a CI system": {
      path: ".github/workflows/release.yml",
      marked: "on: push\njobs:\n  release:\n    env:\n      STRIPE_KEY: ${{ secrets.STRIPE_KEY }}\n",
    },
    "of what an example leaves out that has next to nothing of what the code needs, stored or not": {
      path: "a.ts",
      marked: "use(process.env.DATABASE_URL, process.env.OTHER, process.env.STORED);",
      files: { ".env.dist": "DATABASE_URL=\n", "b.ts": needing(12) },
      stored: ["STORED"],
    },
    "of accessors where no manifest means to name them all": {
      path: "a.ts",
      marked: loud,
      files: { "turbo.json": '{ "globalEnv": ["A_KEY"] }', "compose.yaml": "services: {}\n", "sub/app.yaml": appYaml },
    },
    "of what a package of a monorepo needs from an app that uses it": {
      path: "packages/mail/src/a.ts",
      marked: "use(process.env.MAIL_KEY, process.env.ROOT_KEY);",
      files: { ".env.example": "ROOT_KEY=\n", "apps/web/.env.example": "MAIL_KEY=\n" },
    },
    "of the case of a secret in a workflow, which GitHub finds in any": {
      path: ".github/workflows/a.yml",
      marked:
        "on: push\njobs:\n  a:\n    steps:\n      - run: use\n        env:\n          KEY: ${{ secrets.openai_api_key }}\n",
    },
    "of the underscores of a secret in a workflow, which GitHub may have by a name of its own": {
      path: ".github/workflows/a.yml",
      marked: `on: push
jobs:
  a:
    env:
      STRIPE_KEY: \${{ secrets.STRIPEKEY }}
      OTHER_KEY: \${{ secrets.STRIPE_KEYS }}
                             ^^^^^^^^^^^ warning near-miss: STRIPE_KEYS is not declared in app.yaml. Did you mean STRIPE_KEY?
`,
    },
    "of the case of a field of pydantic, which finds it in any": {
      path: "a.py",
      marked: "from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    proxy_url: str\n",
      files: { ".env.example": "proxy_url=\n" },
    },
    "of the case of keys in a secret of Kubernetes": {
      path: "deploy/web.yaml",
      marked: `apiVersion: apps/v1
kind: Deployment
spec:
  env:
    - name: KEY
      valueFrom:
        secretKeyRef:
          name: openai
          key: openai_api_key
`,
    },
    "of what the surroundings set": {
      path: "a.ts",
      marked: "use(process.env.VERCEL_GIT_COMMIT_SHA, process.env.npm_package_version, process.env.RUNNER_TEMP);",
    },
    "where a comment says so": {
      path: "a.ts",
      marked: `// secrets-ignore-next-line OTHER -- only here
use(process.env.OTHER);
use(process.env.STRIPE_KEY); // secrets-ignore-line: the platform sets it`,
    },
    "in a file that says so": { path: "a.py", marked: `# secrets-ignore-file\nimport os\nos.environ["OTHER"]\n` },
    "of a declaration where a comment says so": {
      path: "app.yaml",
      marked: `requirements:
  secrets:
    # secrets-ignore-next-line STRIPE_KEY -- set by the platform
    - key: STRIPE_KEY
`,
    },
  });
});

describe("what stays", () => {
  checkAll({
    "is what an example for development requires, and what several examples do": {
      path: "a.ts",
      marked: `use(process.env.A_KEY, process.env.B_KEY, process.env.C_KEY, process.env.D_KEY);
                ^^^^^ warning missing: A_KEY is required by .env.dev.example, but not set in development.
                                   ^^^^^ warning missing: B_KEY is required by .env.example, but not set in development.`,
      files: {
        ".env.dev.example": "A_KEY=\nD_KEY=\n",
        ".env.prod.example": "B_KEY=\nC_KEY=\nD_KEY=\n",
        ".env.staging.example": "B_KEY=\nC_KEY=\n",
        ".env.example": "B_KEY=\nC_KEY=x\nD_KEY=\n",
      },
      stored: ["D_KEY"],
    },
    "is a slip of a name in an example that has next to nothing of what the code needs": {
      path: "a.ts",
      marked: `use(process.env.OTHER, process.env.OPENAI_API_KY);
                                   ^^^^^^^^^^^^^ warning near-miss: OPENAI_API_KY is not declared in .env.dist. Did you mean OPENAI_API_KEY?`,
      files: { ".env.dist": "OPENAI_API_KEY=\n", "b.ts": needing(20) },
    },
    "is what an example leaves out that has a quarter of what the code needs": {
      path: "a.ts",
      marked: `use(process.env.OTHER);
                ^^^^^ information undeclared: OTHER is not declared in .env.example.`,
      files: { ".env.example": "A=\nB=\nC=\nD=\nE=\n", "b.ts": needing(14) },
    },
    "is what a manifest that is no example leaves out, however much that is": {
      path: "a.ts",
      marked: `use(process.env.OTHER);
                ^^^^^ warning undeclared: OTHER is not declared in app.yaml.`,
      files: { "app.yaml": appYaml, "b.ts": needing(40) },
    },
    "is what an example leaves out, whatever code needs that it does not govern, or that does without": {
      path: "web/a.ts",
      marked: `use(process.env.OTHER);
                ^^^^^ information undeclared: OTHER is not declared in web/.env.example.`,
      files: {
        "web/.env.example": "A_KEY=\n",
        "web/b.ts": needing(40, "?? 1"),
        "web/b.test.ts": needing(40),
        "web/mail/.env.example": "B_KEY=\n",
        "web/mail/b.ts": needing(40),
        "api/b.ts": needing(40),
      },
    },
    "is what a comment does not name": {
      path: "a.ts",
      marked: `// secrets-ignore-next-line OTHER
use(process.env.OTHER, process.env.ANOTHER);
                                   ^^^^^^^ warning undeclared: ANOTHER is not declared in app.yaml.`,
    },
    "of a fallback is a hint at most": {
      path: "a.ts",
      marked: `use(process.env.OTHER ?? "", process.env.STRIPE_KEY ?? "", process.env.STORED || "");
                ^^^^^ hint undeclared: OTHER is not declared in app.yaml.
                                                                       ^^^^^^ hint stored-but-undeclared: STORED is stored, but not declared in app.yaml: the app may not receive it.`,
      stored: ["OPENAI_API_KEY", "STORED"],
    },
    "of what settings of tools may be filled in with is a slip": {
      path: ".vscode/mcp.json",
      marked: `{ "env": ["\${env:OTHER}", "\${env:OPENAI_API_KY}", "\${env:STRIPE_KY:-x}", "\${env:STRIPE_KEY}"] }
                                 ^^^^^^^^^^^^^ warning near-miss: OPENAI_API_KY is not declared in app.yaml. Did you mean OPENAI_API_KEY?
                                                         ^^^^^^^^^ hint near-miss: STRIPE_KY is not declared in app.yaml. Did you mean STRIPE_KEY?`,
    },
    "of a name that is only read where a declared one is not there is a hint": {
      path: "a.ts",
      marked: `use(process.env.OPENAI_API_KEY || process.env.OPEN_TOKEN || process.env.OPENAI_API_KY);
                                              ^^^^^^^^^^ hint undeclared: OPEN_TOKEN is not declared in app.yaml.
                                                                        ^^^^^^^^^^^^^ hint near-miss: OPENAI_API_KY is not declared in app.yaml. Did you mean OPENAI_API_KEY?
use(process.env.OTHER || process.env.ANOTHER);
                ^^^^^ hint undeclared: OTHER is not declared in app.yaml.
                                     ^^^^^^^ warning undeclared: ANOTHER is not declared in app.yaml.
use(process.env.OPEN_TOKEN);
                ^^^^^^^^^^ warning undeclared: OPEN_TOKEN is not declared in app.yaml.`,
    },
    "of a schema that does without is what slips, and what is stored": {
      path: "a.ts",
      marked: `import { z } from "zod";
z.object({
  NEEDED: z.string(), OTHER: z.string().optional(), OPENAI_API_KY: z.string().default(""), STORED: z.string().optional(),
  ^^^^^^ warning undeclared: NEEDED is not declared in app.yaml.
                                                    ^^^^^^^^^^^^^ hint near-miss: OPENAI_API_KY is not declared in app.yaml. Did you mean OPENAI_API_KEY?
                                                                                           ^^^^^^ hint stored-but-undeclared: STORED is stored, but not declared in app.yaml: the app may not receive it.
}).parse(process.env);
use(process.env.OTHER, process.env.ANOTHER);
                                   ^^^^^^^ warning undeclared: ANOTHER is not declared in app.yaml.`,
      stored: ["OPENAI_API_KEY", "STORED"],
    },
    "of a manifest that cannot be read is a hint among tests": {
      path: "test/fixtures/inf.yml",
      marked: `secrets:
  - description: nothing
    ^^^^^^^^^^^^^^^^^^^^ hint invalid-manifest: A secret must have a key: the name that the code refers to.
`,
    },
    "of .env.example is one hint, while it is not what the store is for": {
      path: ".env.example",
      marked: `A_KEY=
^^^^^ hint missing: 2 of the 3 secrets required here are not set in development. Files with values, such as .env, are not looked at.
B_KEY=
C_KEY=
# @optional
D_KEY=
`,
      files: { ".env.example": "A_KEY=\n" },
      stored: ["C_KEY"],
    },
    "of .env.example is everything, once half of it is stored": {
      path: ".env.example",
      marked: `A_KEY=
^^^^^ warning missing: Required secret A_KEY is not set in development.
B_KEY=
# @optional
D_KEY=
^^^^^ hint missing-optional: Optional secret D_KEY is not set in development.
`,
      files: { ".env.example": "A_KEY=\n", "a.ts": "use(process.env.A_KEY);" },
      stored: ["B_KEY"],
    },
    "of what .env.example shows, and no code is known to need, is a hint": {
      path: ".env.example",
      marked: `A_KEY=
^^^^^ hint missing: A_KEY is not set in development. No code is known to need it.
B_KEY=
^^^^^ warning missing: Required secret B_KEY is not set in development.
C_KEY=
^^^^^ warning missing: Required secret C_KEY is not set in development.
# @required
D_KEY=
^^^^^ warning missing: Required secret D_KEY is not set in development.
OPENAI_API_KEY=
^^^^^^^^^^^^^^ warning missing: Required secret OPENAI_API_KEY is not set in development.
E_KEY=
F_KEY=
G_KEY=
H_KEY=
I_KEY=
`,
      files: {
        ".env.example": "A_KEY=\n",
        "a.test.ts": "use(process.env.A_KEY);",
        ".github/workflows/a.yml": "on: push\njobs:\n  a:\n    env:\n      A_KEY: ${{ secrets.A_KEY }}\n",
        "prompt.md": "Call it with <secret>B_KEY</secret>.",
        "compose.yaml": "services:\n  a:\n    image: a\n    environment:\n      KEY: ${C_KEY}\n",
      },
      stored: ["E_KEY", "F_KEY", "G_KEY", "H_KEY", "I_KEY"],
    },
    "of what a deployment passes on, and the code does without, is a hint": {
      path: ".env.example",
      marked: `A_KEY=
^^^^^ hint missing: A_KEY is not set in development. The code does without it.
B_KEY=
^^^^^ warning missing: Required secret B_KEY is not set in development.
C_KEY=
D_KEY=
`,
      files: {
        ".env.example": "A_KEY=\n",
        "a.ts": "use(process.env.A_KEY ?? 1);",
        "compose.yaml": "services:\n  a:\n    environment:\n      A_KEY: ${A_KEY}\n      B_KEY: ${B_KEY}\n",
      },
      stored: ["C_KEY", "D_KEY"],
    },
    "of what Laravel's configuration leaves null is a hint, but for its own key": {
      path: ".env.example",
      marked: `APP_KEY=
^^^^^^^ warning missing: Required secret APP_KEY is not set in development.
MAILGUN_SECRET=
^^^^^^^^^^^^^^ hint missing: MAILGUN_SECRET is not set in development. The code does without it.
A_KEY=
B_KEY=
`,
      files: {
        ".env.example": "A_KEY=\n",
        "config/services.php": "<?php return [env('MAILGUN_SECRET'), env('APP_KEY')];",
      },
      stored: ["A_KEY", "B_KEY"],
    },
    "of Laravel's configuration is its own key, and nothing else that is missing": {
      path: "config/services.php",
      marked: `<?php return [env('MAILGUN_SECRET'), env('APP_KEY')];
                                          ^^^^^^^ warning missing: APP_KEY is required by .env.example, but not set in development.`,
      files: { ".env.example": "APP_KEY=\nMAILGUN_SECRET=\nA_KEY=\nB_KEY=\n" },
      stored: ["A_KEY", "B_KEY"],
    },
    "of what Phoenix's configuration leaves nil is a hint, but for its own key": {
      path: ".env.example",
      marked: `SECRET_KEY_BASE=
^^^^^^^^^^^^^^^ warning missing: Required secret SECRET_KEY_BASE is not set in development.
MAIL_KEY=
^^^^^^^^ hint missing: MAIL_KEY is not set in development. The code does without it.
A_KEY=
B_KEY=
`,
      files: {
        ".env.example": "A_KEY=\n",
        "config/runtime.exs":
          'config :a, key: System.get_env("SECRET_KEY_BASE")\nconfig :b, [key: System.get_env("MAIL_KEY")]\n',
      },
      stored: ["A_KEY", "B_KEY"],
    },
    "of Phoenix's configuration is what it fails without that is missing, and nothing else": {
      path: "config/runtime.exs",
      marked: `config :a, key: System.get_env("A_KEY"), url: System.fetch_env!("B_KEY")
                                                                 ^^^^^ warning missing: B_KEY is required by .env.example, but not set in development.
config :b,
  key: System.get_env("A_KEY"),
  url:
    System.get_env("C_KEY") ||
                    ^^^^^ warning missing: C_KEY is required by .env.example, but not set in development.
      raise("C_KEY is missing"),
  count: System.get_env("D_KEY") |> String.to_integer()
                         ^^^^^ warning missing: D_KEY is required by .env.example, but not set in development.
config :c, host: System.get_env("I_KEY") <> ".org"
                                 ^^^^^ warning missing: I_KEY is required by .env.example, but not set in development.
`,
      files: { ".env.example": "A_KEY=\nB_KEY=\nC_KEY=\nD_KEY=\nE_KEY=\nF_KEY=\nG_KEY=\nH_KEY=\nI_KEY=\nK_KEY=\n" },
      stored: ["E_KEY", "F_KEY", "G_KEY", "H_KEY", "K_KEY"],
    },
    "of what Django's settings read is what they fail without and go on with that is missing, and Django's own key": {
      path: "shop/settings.py",
      marked: `import os
KEY = os.environ["A_KEY"]
                  ^^^^^ warning missing: A_KEY is required by .env.example, but not set in development.
SECRET_KEY = os.getenv("B_KEY")
                        ^^^^^ warning missing: B_KEY is required by .env.example, but not set in development.
S3_HOST = os.getenv("C_KEY")
                     ^^^^^ warning missing: C_KEY is required by .env.example, but not set in development.
S3_URL = "https://" + S3_HOST
S3_KEY = os.getenv("D_KEY")
`,
      files: { ".env.example": "A_KEY=\nB_KEY=\nC_KEY=\nD_KEY=\nE_KEY=\nF_KEY=\nG_KEY=\nH_KEY=\n" },
      stored: ["E_KEY", "F_KEY", "G_KEY", "H_KEY"],
    },
    "of what Django's settings only hand on is a hint": {
      path: ".env.example",
      marked: `S3_KEY=
^^^^^^ hint missing: S3_KEY is not set in development. The code does without it.
A_KEY=
`,
      files: {
        ".env.example": "A_KEY=\n",
        "shop/settings.py": 'import os\nS3_KEY = os.getenv("S3_KEY")\nDATABASES = { "PASSWORD": os.getenv("A_KEY") }\n',
      },
      stored: ["A_KEY"],
    },
    "of what .env.example shows, and the code does without wherever it is used, is a hint": {
      path: ".env.example",
      marked: `A_KEY=
^^^^^ hint missing: A_KEY is not set in development. The code does without it.
B_KEY=
B2_KEY=
# @required
C_KEY=
^^^^^ warning missing: Required secret C_KEY is not set in development.
D_KEY=
^^^^^ warning missing: Required secret D_KEY is not set in development.
E_KEY=
^^^^^ hint missing: E_KEY is not set in development. The code does without it.
F_KEY=
G_KEY=
H_KEY=
I_KEY=
^^^^^ hint missing: I_KEY is not set in development. No code is known to need it.
`,
      files: {
        ".env.example": "A_KEY=\n",
        "a.ts": "use(process.env.A_KEY ?? 1, process.env.C_KEY ?? 2, process.env.D_KEY ?? 3);",
        "b.ts": "if (process.env.A_KEY) use(); use(process.env.D_KEY);",
        "c.ts":
          "import { z } from 'zod'; z.object({ E_KEY: z.string().optional() }).parse(process.env); use(process.env.E_KEY);",
        "a.test.ts": "use(process.env.A_KEY);",
        "start.sh": 'echo "${I_KEY:-none}"',
      },
      stored: ["B_KEY", "B2_KEY", "F_KEY", "G_KEY", "H_KEY"],
    },
    "of an address that Sentry does nothing without is a hint": {
      path: ".env.example",
      marked: `A_KEY=
SENTRY_DSN=
^^^^^^^^^^ hint missing: SENTRY_DSN is not set in development. The code does without it.
# @required
SENTRY_API_DSN=
^^^^^^^^^^^^^^ warning missing: Required secret SENTRY_API_DSN is not set in development.
B_KEY=
`,
      files: {
        ".env.example": "A_KEY=\n",
        "a.ts": "Sentry.init({ dsn: process.env.SENTRY_DSN });",
      },
      stored: ["A_KEY", "B_KEY"],
    },
    "of code is an address that Sentry does nothing without, and what it only adds to what it sends, as a hint": {
      path: "a.py",
      marked: `sentry_sdk.init(dsn=os.environ.get("NEXT_PUBLIC_SENTRY_DSN")); use(os.environ.get("SENTRY_KEY"))
                                    ^^^^^^^^^^^^^^^^^^^^^^ hint undeclared: NEXT_PUBLIC_SENTRY_DSN is not declared in .env.example.
                                                                                   ^^^^^^^^^^ information undeclared: SENTRY_KEY is not declared in .env.example.
use(os.environ.get("SENTRY_RELEASE"), os.environ.get("SENTRY_TRACES_SAMPLE_RATE"))
                    ^^^^^^^^^^^^^^ hint undeclared: SENTRY_RELEASE is not declared in .env.example.
                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^ hint undeclared: SENTRY_TRACES_SAMPLE_RATE is not declared in .env.example.`,
      files: { ".env.example": "A_KEY=" },
      stored: [],
    },
    "of what uploads to Sentry, and is left out without a token, is nothing": {
      path: "next.config.ts",
      marked: `export default withSentryConfig(config, {
  org: process.env.SENTRY_ORG, project: process.env.SENTRY_PROJECT, authToken: process.env.SENTRY_AUTH_TOKEN,
});
use(process.env.B_KEY);
                ^^^^^ warning missing: B_KEY is required by .env.example, but not set in development.`,
      files: {
        ".env.example": "SENTRY_ORG=\nSENTRY_PROJECT=\nSENTRY_AUTH_TOKEN=\nA_KEY=\nB_KEY=\nC_KEY=\nD_KEY=\nE_KEY=\n",
      },
      stored: ["A_KEY", "C_KEY", "D_KEY", "E_KEY"],
    },
    "of a package of a monorepo that has a manifest is what that leaves out": {
      path: "packages/mail/src/a.ts",
      marked: `use(process.env.MAIL_KEY, process.env.DEMO_KEY);
                ^^^^^^^^ information undeclared: MAIL_KEY is not declared in packages/mail/.env.example or .env.example.
                                      ^^^^^^^^ information undeclared: DEMO_KEY is not declared in packages/mail/.env.example or .env.example.`,
      files: {
        ".env.example": "ROOT_KEY=\n",
        "apps/web/.env.example": "MAIL_KEY=\n",
        "packages/mail/.env.example": "OWN_KEY=\n",
      },
    },
    "of an app is what only another one declares": {
      path: "apps/api/a.ts",
      marked: `use(process.env.MAIL_KEY);
                ^^^^^^^^ information undeclared: MAIL_KEY is not declared in .env.example.`,
      files: { ".env.example": "ROOT_KEY=\n", "apps/web/.env.example": "MAIL_KEY=\n" },
    },
    "of a package is what only an example of its use declares": {
      path: "packages/mail/src/a.ts",
      marked: `use(process.env.DEMO_KEY);
                ^^^^^^^^ information undeclared: DEMO_KEY is not declared in .env.example.`,
      files: { ".env.example": "ROOT_KEY=\n", "examples/web/.env.example": "DEMO_KEY=\n" },
    },
    "of code that .env.example governs is everything then, too": {
      path: "a.ts",
      marked: `use(process.env.A_KEY);
                ^^^^^ warning missing: A_KEY is required by .env.example, but not set in development.`,
      files: { ".env.example": "A_KEY=\nB_KEY=\n" },
      stored: ["B_KEY"],
    },
    "of what is only read where a declared name is not set is told where that is missing as well": {
      path: "a.ts",
      marked: `use(process.env.OPENAI_API_KEY || process.env.STRIPE_KEY);
use(process.env.OTHER_KEY || process.env.THIRD_KEY);
                                         ^^^^^^^^^ warning missing: THIRD_KEY is required by app.yaml, but not set in development.
use(process.env.OTHER_KEY || process.env.OPENAI_API_KEY || process.env.STRIPE_KEY);`,
      files: { "app.yaml": `${appYaml}    - key: OTHER_KEY\n    - key: THIRD_KEY\n` },
    },
    "of what .env.example shows, and is only read where another name is not set, is a hint": {
      path: ".env.example",
      marked: `OLD_KEY=
^^^^^^^ hint missing: OLD_KEY is not set in development. No code is known to need it.
NEW_KEY=
`,
      files: { ".env.example": "NEW_KEY=\n", "a.ts": "use(process.env.NEW_KEY ?? process.env.OLD_KEY);" },
      stored: ["NEW_KEY"],
    },
    "of what .env.example shows is no use of it, where it only stands for what is to be put there": {
      path: ".env.example",
      marked: `OLD_KEY="<OLD_KEY>"
^^^^^^^ hint missing: OLD_KEY is not set in development. No code is known to need it.
NEW_KEY=<NEW_KEYS>
URL_KEY=https://<OLD_KEY>@host
`,
      files: { ".env.example": "NEW_KEY=\nOLD_KEY=<OLD_KEY>\n", "a.ts": "use(process.env.NEW_KEY);" },
      stored: ["NEW_KEY", "URL_KEY"],
    },
    "of what one example shows is what is missing, though another one demands it for production": {
      path: "a.ts",
      marked: `use(process.env.A_KEY, process.env.LIVE_KEY);
                ^^^^^ warning missing: A_KEY is required by .env.production.example, but not set in development.`,
      files: {
        ".env.example": "A_KEY=\nB_KEY=\n",
        ".env.production.example": "# @required\nA_KEY=\n# @required\nLIVE_KEY=\nC_KEY=\nD_KEY=\n",
      },
      stored: ["B_KEY", "C_KEY", "D_KEY"],
    },
    "of a missing name that a file uses again is a hint": {
      path: "a.ts",
      marked: `use(process.env.STRIPE_KEY); // secrets-ignore-line
use(process.env.STRIPE_KEY);
                ^^^^^^^^^^ warning missing: STRIPE_KEY is required by app.yaml, but not set in development.
use(process.env.STRIPE_KEY);
                ^^^^^^^^^^ hint missing: STRIPE_KEY is required by app.yaml, but not set in development.`,
    },
    "of app.yaml is everything, even while nothing is stored": {
      path: "a.ts",
      marked: `use(process.env.STRIPE_KEY);
                ^^^^^^^^^^ warning missing: STRIPE_KEY is required by app.yaml, but not set in development.`,
      stored: [],
    },
  });

  checkAll({
    "in scripts and settings of tools is a slip": {
      path: "scripts/seed.ts",
      marked: `use(process.env.OTHER, process.env.OPENAI_API_KY);
                                   ^^^^^^^^^^^^^ warning near-miss: OPENAI_API_KY is not declared in app.yaml. Did you mean OPENAI_API_KEY?`,
    },
    "of a name that a file uses again is a hint, but for slips": {
      path: "a.ts",
      marked: `use(process.env.OTHER ?? 1);
                ^^^^^ hint undeclared: OTHER is not declared in app.yaml.
use(process.env.OTHER, process.env.OPENAI_API_KY);
                ^^^^^ warning undeclared: OTHER is not declared in app.yaml.
                                   ^^^^^^^^^^^^^ warning near-miss: OPENAI_API_KY is not declared in app.yaml. Did you mean OPENAI_API_KEY?
use(process.env.OTHER, process.env.OPENAI_API_KY);
                ^^^^^ hint undeclared: OTHER is not declared in app.yaml.
                                   ^^^^^^^^^^^^^ warning near-miss: OPENAI_API_KY is not declared in app.yaml. Did you mean OPENAI_API_KEY?`,
    },
    "of one and of several beside each other is no slip": {
      path: "a.py",
      marked: `import os
use(os.environ["OPENAI_API_KEY"], os.environ["OPENAI_API_KEYS"], os.environ["STRIPE_KEYS"])
                                              ^^^^^^^^^^^^^^^ warning undeclared: OPENAI_API_KEYS is not declared in app.yaml.
                                                                             ^^^^^^^^^^^ warning near-miss: STRIPE_KEYS is not declared in app.yaml. Did you mean STRIPE_KEY?`,
    },
    "of a name that a file uses again is all, where a comment ignores it first": {
      path: "a.ts",
      marked: `use(process.env.OTHER); // secrets-ignore-line
use(process.env.OTHER);
                ^^^^^ warning undeclared: OTHER is not declared in app.yaml.`,
    },
    "of names that only an example leaves out is one step quieter": {
      path: "a.ts",
      marked: `use(process.env.OTHER);
                ^^^^^ information undeclared: OTHER is not declared in .env.example.`,
      files: { ".env.example": "A_KEY=\n" },
    },
    "of what Laravel's configuration offers is a hint, but for slips": {
      path: "config/services.php",
      marked: `<?php return ['mailgun' => env('MAILGUN_SECRET'), 'open' => env('OPEN_API_KY')];
                                ^^^^^^^^^^^^^^ hint undeclared: MAILGUN_SECRET is not declared in .env.example.
                                                                 ^^^^^^^^^^^ warning near-miss: OPEN_API_KY is not declared in .env.example. Did you mean OPEN_API_KEY?`,
      files: { ".env.example": "OPEN_API_KEY=\n" },
    },
    "of what Phoenix's configuration offers is a hint, but for what it fails without": {
      path: "config/dev.exs",
      marked: `config :a, :query, System.get_env("DNS_KEY")
                                   ^^^^^^^ hint undeclared: DNS_KEY is not declared in .env.example.
config :a, :count, parse(:b, System.get_env("COUNT_KEY"))
                                             ^^^^^^^^^ information undeclared: COUNT_KEY is not declared in .env.example.
config :a, key: System.get_env("MAIL_KEY"), url: System.fetch_env!("MAIL_URL")
                                ^^^^^^^^ hint undeclared: MAIL_KEY is not declared in .env.example.
                                                                    ^^^^^^^^ information undeclared: MAIL_URL is not declared in .env.example.
`,
      files: { ".env.example": "OPEN_API_KEY=\n" },
    },
    "of other code of Phoenix is as everywhere": {
      path: "lib/mail.ex",
      marked: `send(key: System.get_env("MAIL_KEY"))
                          ^^^^^^^^ information undeclared: MAIL_KEY is not declared in .env.example.
`,
      files: { ".env.example": "OPEN_API_KEY=\n" },
    },
    "of settings for production is a hint in development, but for slips": {
      path: "config/environments/production.rb",
      marked: `use(ENV.fetch("MAIL_KEY"), ENV["OPEN_API_KY"])
               ^^^^^^^^ hint undeclared: MAIL_KEY is not declared in .env.example.
                                ^^^^^^^^^^^ warning near-miss: OPEN_API_KY is not declared in .env.example. Did you mean OPEN_API_KEY?
`,
      files: { ".env.example": "OPEN_API_KEY=\n" },
    },
    "of settings for development is as everywhere": {
      path: "config/environments/development.rb",
      marked: `use(ENV.fetch("MAIL_KEY"))
               ^^^^^^^^ information undeclared: MAIL_KEY is not declared in .env.example.
`,
      files: { ".env.example": "OPEN_API_KEY=\n" },
    },
    "of other code of Laravel is as everywhere": {
      path: "app/Mail.php",
      marked: `<?php use_it(env('MAILGUN_SECRET'));
                  ^^^^^^^^^^^^^^ information undeclared: MAILGUN_SECRET is not declared in .env.example.`,
      files: { ".env.example": "OPEN_API_KEY=\n" },
    },
    "of what Django's settings offer is a hint, but for what they fail without": {
      path: "shop/settings/base.py",
      marked: `import os
from environ import Env
env = Env()
DSN = os.environ.get("SENTRY_DSN")
                      ^^^^^^^^^^ hint undeclared: SENTRY_DSN is not declared in .env.example.
SECRET = env("SECRET_KEY")
              ^^^^^^^^^^ information undeclared: SECRET_KEY is not declared in .env.example.
`,
      files: { ".env.example": "A_KEY=\n" },
    },
    "of a schema and what it is handed is told at its key, but for slips": {
      path: "env.ts",
      marked: `import { createEnv } from "@t3-oss/env-nextjs";
export const env = createEnv({
  server: { OTHER: z.string(), STRIPE_KEY: z.string(), STORED: z.string(), OPENAI_API_KY: z.string() },
            ^^^^^ warning undeclared: OTHER is not declared in app.yaml.
                               ^^^^^^^^^^ warning missing: STRIPE_KEY is required by app.yaml, but not set in development.
                                                       ^^^^^^ information stored-but-undeclared: STORED is stored, but not declared in app.yaml: the app may not receive it.
                                                                           ^^^^^^^^^^^^^ warning near-miss: OPENAI_API_KY is not declared in app.yaml. Did you mean OPENAI_API_KEY?
  runtimeEnv: {
    OTHER: process.env.OTHER,
    STRIPE_KEY: process.env.STRIPE_KEY,
    STORED: process.env.STORED,
    OPENAI_API_KY: process.env.OPENAI_API_KY,
                               ^^^^^^^^^^^^^ warning near-miss: OPENAI_API_KY is not declared in app.yaml. Did you mean OPENAI_API_KEY?
    ANOTHER: process.env.ANOTHER,
                         ^^^^^^^ warning undeclared: ANOTHER is not declared in app.yaml.
  },
});`,
      stored: ["OPENAI_API_KEY", "STORED"],
    },
    "of names that a schema leaves out is not": {
      path: "a.ts",
      marked: `use(process.env.OTHER);
                ^^^^^ warning undeclared: OTHER is not declared in .env.schema.`,
      files: { ".env.schema": "A_KEY=\n" },
    },
    "of an example without required names is nothing, while it is not what the store is for": {
      path: ".env.example",
      marked: "A_KEY=1\nB_KEY=2\n",
      files: { ".env.example": "A_KEY=1\n" },
      stored: [],
    },
  });

  it("in tests is everything but problems", async () => {
    const server = await start({ "app.yaml": appYaml }, []);
    assert.match((await hover(server, "test/a.ts", "use(process.env.STRIPE_K█EY)")) ?? "", /required in app/);
    await server.stop();
  });
});

describe("the tree", () => {
  it("does not call missing what an example shows, and the code does without", async () => {
    const server = await start(
      {
        ".env.example": "SPARED_KEY=\nNEEDED_KEY=\n# @required\nDEMANDED_KEY=\n",
        "a.ts": "use(process.env.SPARED_KEY ?? 1, process.env.DEMANDED_KEY ?? 2, process.env.NEEDED_KEY);",
      },
      [],
    );
    await server.connection.sendRequest("workspace/diagnostic", { previousResultIds: [] });
    const declared = await until("the files to be looked into", async () => {
      const { rows } = await server.request(snapshotRequest, {});
      const states = Object.fromEntries(rows.map(({ name, declared }) => [name, declared]));
      return states["SPARED_KEY"] === "optional" && states;
    });
    assert.deepEqual(declared, { SPARED_KEY: "optional", NEEDED_KEY: "required", DEMANDED_KEY: "required" });
    await server.stop();
  });

  it("calls missing in production alone what only an example for production requires", async () => {
    const server = await start({ ".env.production.example": "LIVE_KEY=\n", ".env.example": "KEY=\n" }, []);
    const declared = async () => {
      const { rows } = await server.request(snapshotRequest, {});
      return rows.map(({ name, declared, requiredIn }) => `${name} ${declared} ${String(requiredIn)}`);
    };
    assert.deepEqual(await declared(), ["KEY required undefined", "LIVE_KEY optional production"]);
    await server.notify(selectEnvironmentNotification, { environment: "production" });
    assert.deepEqual(await declared(), ["KEY required undefined", "LIVE_KEY required production"]);
    await server.stop();
  });
});

describe("an example that has next to nothing of what the code needs", () => {
  it("is one that code is held to as soon as it has more, or the code needs less", async () => {
    const server = await start({ ".env.example": "A_KEY=\n", "b.ts": needing(15) }, []);
    const document = await openFile(server, "a.ts", "use(process.env.OTHER);");
    const told = async (): Promise<string> => {
      // Looks into what has changed.
      assert.ok((await server.request(usageRequest, {})).complete);
      return (await diagnose(server, document)).map(({ code }) => code).join();
    };
    const save = async (path: string, text: string): Promise<void> => {
      server.disk.set(path, text);
      const changes = [{ uri: `${folder}/${path}`, type: FileChangeType.Changed }];
      await server.connection.sendNotification("workspace/didChangeWatchedFiles", { changes });
    };
    assert.equal(await told(), "");
    await save("b.ts", needing(3));
    await until("less to need", async () => (await told()) === "undeclared");
    await save("b.ts", needing(15));
    await until("more to need", async () => (await told()) === "");
    await save(".env.example", "A_KEY=\nB_KEY=\nC_KEY=\nD_KEY=\nE_KEY=\nF_KEY=\n");
    await until("more in the example", async () => (await told()) === "undeclared");
    await server.stop();
  });
});

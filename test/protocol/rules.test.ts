import assert from "node:assert/strict";
import { ok } from "../../shared/failure";
import type { StoredSecret } from "../fakes/memoryProvider";
import { createMemoryProvider } from "../fakes/memoryProvider";
import { withNotes } from "../marked";
import { diagnose, openFile, quickFixes, renderDiagnostics } from "./editing";
import type { TestServer } from "./server";
import { folder, settled, startTestServer } from "./server";

/** Everything that is declared in these tests is stored, so that only the rules about manifests have something to say. */
const stored: readonly StoredSecret[] = ["A_KEY", "B_KEY", "API_KEY", "NODE_OPTIONS"].map((name) => ({
  name,
  hasDefault: true,
}));

const asks = { "inf.yml": "secrets:\n  - key: A_KEY\n" };

async function start(files: Record<string, string>, settings = {}): Promise<TestServer> {
  const provider = createMemoryProvider([...stored, { name: "MANAGED_KEY", hasDefault: true, managed: true }]);
  const server = await startTestServer({ createProvider: () => ok(provider), files, settings });
  await settled(server);
  return server;
}

interface Case {
  readonly path: string;
  readonly marked: string;
  readonly files?: Record<string, string>;
  readonly settings?: Record<string, unknown>;
}

const cases: Record<string, Case> = {
  "a name that stands twice in one list": {
    path: "inf.yml",
    marked: `secrets:
  - key: A_KEY
  - key: B_KEY
  - key: A_KEY
         ^^^^^ warning duplicate-declaration: A_KEY is declared here already.
    optional: true
`,
  },
  "a name that stands twice in an example, but not what is switched off": {
    path: ".env.example",
    marked: `A_KEY=
# A_KEY=
B_KEY=
A_KEY=
^^^^^ warning duplicate-declaration: A_KEY is declared here already.
`,
  },
  "a name that stands twice in one list of Turborepo, where that changes nothing, but not in two": {
    path: "turbo.json",
    marked: `{ "globalEnv": ["A_KEY", "A_KEY"], "tasks": { "build": { "env": ["A_KEY"] } } }
                          ^^^^^ hint duplicate-declaration: A_KEY is declared here already.
`,
    files: asks,
  },
  "nothing about a name in the lists of several environments": {
    path: "wrangler.toml",
    marked: '[secrets]\nrequired = ["A_KEY"]\n[env.x.secrets]\nrequired = ["A_KEY"]\n',
  },
  "manifests of one folder that say opposite things": {
    path: "inf.yml",
    marked: `secrets:
  - key: A_KEY
         ^^^^^ information conflicting-manifests: A_KEY is required here, but optional in app.yaml. It counts as optional.
`,
    files: { "app.yaml": "requirements:\n  secrets:\n    - key: A_KEY\n      optional: true\n" },
  },
  "a decorator that says the opposite of a manifest": {
    path: ".env.example",
    marked: `# @required
A_KEY=1
^^^^^ information conflicting-manifests: A_KEY is required here, but optional in inf.yml. It counts as required.
`,
    files: { "inf.yml": "secrets:\n  - key: A_KEY\n    optional: true\n" },
  },
  "no conflict with what is only inferred": {
    path: ".env.example",
    marked: "A_KEY=1\n",
    files: { "inf.yml": "secrets:\n  - key: A_KEY\n" },
  },
  "no conflict with a manifest further up: the nearest decides": {
    path: "sub/inf.yml",
    marked: "secrets:\n  - key: A_KEY\n    optional: true\n",
    files: asks,
  },
  "a name that the provider would refuse": {
    path: "app.yaml",
    marked: `requirements:
  secrets:
    - key: a-key
           ^^^^^ warning invalid-name: a-key cannot be stored: a name takes letters, digits and underscores, and no digit at the beginning.
           ^^^^^ warning missing: Required secret a-key is not set in development.
`,
  },
  "a name that does not say what it is for": {
    path: "inf.yml",
    marked: `secrets:
  - API_KEY
    ^^^^^^^ hint vague-name: API_KEY does not say what it is for. A name like STRIPE_API_KEY does.
`,
  },
  "a name of the operating system, where a secret is asked for": {
    path: "inf.yml",
    marked: `secrets:
  - NODE_OPTIONS
    ^^^^^^^^^^^^ warning reserved-name: NODE_OPTIONS belongs to the operating system: a secret of this name would change how programs start.
env:
  PATH: /bin
`,
  },
  "no name of the operating system in an example": { path: ".env.example", marked: "NODE_OPTIONS=\n" },
  "a name that the provider keeps for itself": {
    path: ".env.example",
    marked: `KEPT_KEY=x
^^^^^^^^ warning reserved-name: KEPT_KEY is reserved by the provider and cannot be stored.
`,
  },
  "a name that the provider manages": {
    path: "inf.yml",
    marked: `secrets:
  - MANAGED_KEY
    ^^^^^^^^^^^ hint managed-name: MANAGED_KEY is managed by the provider: it cannot be set or changed by hand.
`,
  },
  "a secret behind a public prefix, where it is declared": {
    path: "turbo.json",
    marked: `{ "globalEnv": ["VITE_DB_PASSWORD"] }
                 ^^^^^^^^^^^^^^^^ warning public-prefix: VITE_DB_PASSWORD looks like a secret, but what begins with VITE_ ends up in the browser, for everybody to read.
`,
    files: asks,
  },
  "a secret behind a public prefix, where it is used and not declared": {
    path: "a.ts",
    marked: `use(import.meta.env.VITE_DB_PASSWORD);
                    ^^^^^^^^^^^^^^^^ warning public-prefix: VITE_DB_PASSWORD looks like a secret, but what begins with VITE_ ends up in the browser, for everybody to read.
`,
    files: {},
  },
  "no public prefix that a manifest has already, or a schema says to be meant": {
    path: "a.ts",
    marked: "use(import.meta.env.VITE_DB_PASSWORD);\n",
    files: { ".env.schema": "# @public\nVITE_DB_PASSWORD=x\n" },
  },
  "nothing of PUBLIC_ alone at a declaration: that may be the disk or the bucket that is public": {
    path: ".env.example",
    marked: "PUBLIC_AWS_SECRET_ACCESS_KEY=x\n",
    files: { "config/a.php": "<?php return env('PUBLIC_AWS_SECRET_ACCESS_KEY');" },
  },
  "a secret behind PUBLIC_ where code reads it that SvelteKit and Astro may ship, declared or not": {
    path: "a.ts",
    marked: `use(import.meta.env.PUBLIC_DB_PASSWORD);
                    ^^^^^^^^^^^^^^^^^^ warning public-prefix: PUBLIC_DB_PASSWORD looks like a secret, but what begins with PUBLIC_ ends up in the browser, for everybody to read.
`,
    files: { ".env.example": "PUBLIC_DB_PASSWORD=x\n" },
  },
  "none of this where the settings ignore the name": {
    path: "inf.yml",
    marked: "secrets:\n  - API_KEY\n  - API_KEY\n",
    settings: { ignore: ["API_*"] },
  },
  "none of this where the rules are off": {
    path: "inf.yml",
    marked: "secrets:\n  - API_KEY\n  - API_KEY\n",
    settings: { rules: { duplicateDeclaration: "off", vagueName: "off" } },
  },
};

describe("rules about manifests report", () => {
  for (const [what, { path, marked, files = {}, settings }] of Object.entries(cases))
    it(what, async () => {
      const { text } = withNotes(marked);
      const isManifest = !path.endsWith(".ts");
      const server = await start(isManifest ? { ...files, [path]: text } : files, settings);
      const document = await openFile(server, path, text);
      assert.equal(renderDiagnostics(document, await diagnose(server, document)), marked);
      await server.stop();
    });
});

describe("what is reported about manifests", () => {
  it("links to the page about its rule", async () => {
    const server = await start(asks);
    const [problem] = await diagnose(server, await openFile(server, "inf.yml", "secrets:\n  - API_KEY\n"));
    assert.match(problem?.codeDescription?.href ?? "", /^https:\/\/.*\/docs\/rules\/vague-name\.md$/);
    await server.stop();
  });

  it("leads to both places of a conflict, and to the first of two declarations", async () => {
    const server = await start({
      ...asks,
      "app.yaml": "requirements:\n  secrets:\n    - key: A_KEY\n      optional: true\n",
    });
    const document = await openFile(server, "inf.yml", "secrets:\n  - A_KEY\n  - B_KEY\n  - B_KEY\n");
    const related = (await diagnose(server, document)).map(({ code, relatedInformation = [] }) => [
      code,
      ...relatedInformation.map(({ message, location: { uri, range } }) => {
        return `${message}: ${uri.slice(folder.length + 1)} ${range.start.line}:${range.start.character}`;
      }),
    ]);
    assert.deepEqual(related, [
      ["conflicting-manifests", "required in inf.yml: inf.yml 1:4", "optional in app.yaml: app.yaml 2:11"],
      ["duplicate-declaration", "The first declaration: inf.yml 2:4"],
    ]);
    await server.stop();
  });
});

describe("fixes in manifests", () => {
  const fixes: Record<string, readonly [path: string, text: string, title: string, after: string]> = {
    "take out the repeated entry of a list": [
      "inf.yml",
      "secrets:\n  - key: A_KEY # one\n  - key: A_KEY\n    optional: true\n  # two\n  - key: B_KEY\n",
      "Remove the repeated A_KEY",
      "secrets:\n  - key: A_KEY # one\n  # two\n  - key: B_KEY\n",
    ],
    "take out the repeated line of an example": [
      ".env.example",
      "A_KEY=\nB_KEY=\n# again\nA_KEY=\n",
      "Remove the repeated A_KEY",
      "A_KEY=\nB_KEY=\n",
    ],
    "take out the repeated string of a list": [
      "wrangler.toml",
      '[secrets]\nrequired = [\n  "A_KEY", # one\n  "A_KEY",\n  "B_KEY", # two\n]\n',
      "Remove the repeated A_KEY",
      '[secrets]\nrequired = [\n  "A_KEY", # one\n  "B_KEY", # two\n]\n',
    ],
    "write the form of a name that the provider takes": [
      "app.yaml",
      "requirements:\n  secrets:\n    - key: 'my-key' # mine\n",
      "Rename to MY_KEY",
      "requirements:\n  secrets:\n    - key: 'MY_KEY' # mine\n",
    ],
  };
  for (const [what, [path, text, title, after]] of Object.entries(fixes))
    it(what, async () => {
      const server = await start({ [path]: text });
      const offered = await quickFixes(server, await openFile(server, path, text));
      assert.deepEqual(offered.find((fix) => fix.title === title)?.textsAfter, { [path]: after });
      await server.stop();
    });
});

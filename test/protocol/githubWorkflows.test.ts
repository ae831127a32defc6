import assert from "node:assert/strict";
import type { WorkspaceDiagnosticReport } from "vscode-languageserver/node";
import type { Account } from "../../shared/account";
import { timeInWords } from "../../shared/age";
import { failed, ok } from "../../shared/failure";
import type { MemoryProvider } from "../fakes/memoryProvider";
import { createRequest } from "../../shared/protocol";
import { createMemoryProvider } from "../fakes/memoryProvider";
import { withNotes } from "../marked";
import { until } from "../until";
import { complete, diagnose, itemCalled, openFile, quickFixes, renderDiagnostics } from "./editing";
import type { TestServer } from "./server";
import { settled, startTestServer } from "./server";

const account: Account = { provider: "githubActions", endpoint: "https://api.github.com", project: "acme/web" };
const listedAt = "2026-01-01T00:00:00Z";
const place = `GitHub Actions › acme/web, checked ${timeInWords(listedAt, new Date(listedAt))}`;
const workflow = ".github/workflows/ci.yml";

function names(): MemoryProvider {
  return createMemoryProvider([
    { name: "NPM_TOKEN", hasDefault: true },
    { name: "ORG_TOKEN", hasDefault: true, managed: true },
    { name: "DEPLOY_KEY", environments: ["production"] },
    { name: "SEED", environments: ["development"] },
  ]);
}

async function start(provider = names(), as = account, files: Record<string, string> = {}): Promise<TestServer> {
  const server = await startTestServer({ account: as, files, createProvider: () => ok(provider) });
  await settled(server);
  return server;
}

const missing = (name: string, environment?: string) =>
  `warning unavailable-secret: ${name} is not set in ${environment === undefined ? "" : `the environment ${environment}, `}the repository or its organization: ${place}.`;
const elsewhere = "Its value in production is for jobs with that environment alone.";

/** Workflows with what is reported below their lines; `path` where it is another file. */
const reported: Record<string, { readonly path?: string; readonly marked: string }> = {
  "what a job without an environment does not get": {
    marked: `on: push
jobs:
  a:
    steps:
      - run: use \${{ secrets.NPM_TOKEN }} \${{ secrets.ORG_TOKEN }} \${{ secrets.GITHUB_TOKEN }}
      - run: use \${{ secrets.DEPLOY_KEY }}
                             ^^^^^^^^^^ ${missing("DEPLOY_KEY")} ${elsewhere}
      - run: use \${{ secrets['NOWHERE'] }}
                              ^^^^^^^ ${missing("NOWHERE")}
      - run: use \${{ secrets.NPM_TOKN }}
                             ^^^^^^^^ ${missing("NPM_TOKN")} Did you mean NPM_TOKEN?
`,
  },
  "what a job does not get in its environment": {
    marked: `on: { push: {} }
jobs:
  a:
    environment: production
    steps:
      - run: use \${{ secrets.DEPLOY_KEY }} \${{ secrets.NPM_TOKEN }}
      - run: use \${{ secrets.NOWHERE }}
                             ^^^^^^^ ${missing("NOWHERE", "production")}
  b:
    environment: { name: Development, url: "https://example.com" }
    steps:
      - run: use \${{ secrets.SEED }}
      - run: use \${{ secrets.DEPLOY_KEY }}
                             ^^^^^^^^^^ ${missing("DEPLOY_KEY", "Development")} ${elsewhere}
  c:
    environment:
      name: production
    env: { KEY: "\${{ secrets.SEEDS }}" }
                             ^^^^^ ${missing("SEEDS", "production")}
`,
  },
  "nothing that is handed on to another workflow, whose own environment may have it": {
    marked: `on: push
jobs:
  a:
    uses: ./.github/workflows/called.yml
    secrets:
      TOKEN: \${{ secrets.TOKEN }}
  b:
    uses: ./.github/workflows/called.yml
    secrets: inherit
`,
  },
  "nothing that goes into a variable which is looked at before it is used": {
    marked: `on: push
jobs:
  a:
    env:
      ONE: \${{ secrets.ONE }}
      TWO: \${{ secrets.TWO }}
      THREE: \${{ secrets.THREE }}
      FOUR: \${{ secrets.FOUR }}
                        ^^^^ ${missing("FOUR")}
    steps:
      - if: env.ONE != ''
        run: use \${{ secrets.ONE }}
      - run: |
          if [ -z "$TWO" ]; then exit 0; fi
          use "\${THREE:-nothing}" "$FOUR"
      - if: env.ONE
        env: { FIVE: "\${{ secrets.FIVE }}" }
        run: use
`,
  },
  "what stands above jobs without environments": {
    marked: `on: push
env:
  A: \${{ secrets.NOWHERE }}
                 ^^^^^^^ ${missing("NOWHERE")}
jobs:
  a:
    steps: []
`,
  },
  "nothing above jobs that are written in one line": {
    marked: `on: push
env:
  A: \${{ secrets.NOWHERE }}
jobs: { a: { steps: [] } }
`,
  },
  "nothing above jobs of which one has an environment": {
    marked: `on: push
env:
  A: \${{ secrets.DEPLOY_KEY }}
jobs:
  a: { steps: [] }
  b: { environment: production, steps: [] }
`,
  },
  "nothing where the environment is computed, or is none that is known": {
    marked: `on: workflow_dispatch
jobs:
  a:
    environment: \${{ inputs.target }}
    steps: [{ run: "\${{ secrets.NOWHERE }}" }]
  b:
    environment: { name: "review-\${{ github.ref_name }}" }
    steps: [{ run: "\${{ secrets.NOWHERE }}" }]
  c:
    environment: preview
    steps: [{ run: "\${{ secrets.NOWHERE }}" }]
  d:
    environment:
      url: https://example.com
    steps: [{ run: "\${{ secrets.NOWHERE }}" }]
`,
  },
  "names in another case": {
    marked: `on: push
jobs:
  a:
    steps:
      - run: use \${{ secrets.npm_token }} \${{ secrets.github_token }}
      - run: use \${{ secrets.nowhere }}
                             ^^^^^^^ ${missing("NOWHERE")}
`,
  },
  "nothing in a workflow that others call": {
    marked: `on:
  push:
  workflow_call:
    secrets:
      ASKED_FOR: { required: true }
jobs:
  a:
    steps: [{ run: "\${{ secrets.ASKED_FOR }} \${{ secrets.INHERITED }}" }]
`,
  },
  "nothing in one that others call, however it says so": {
    marked: `on: [push, workflow_call]
jobs:
  a:
    steps: [{ run: "\${{ secrets.INHERITED }}" }]
`,
  },
  "nothing in one that others call, and that lists it": {
    marked: `on:
  - push
  - "workflow_call"
jobs:
  a:
    steps: [{ run: "\${{ secrets.INHERITED }}" }]
`,
  },
  "what stands behind a script with open quotes and brackets": {
    marked: `on: push
jobs:
  a:
    steps:
      - run: |
          "$HOME/run" && [ -n "$X" ] && {
          { echo
          "
      - run: use \${{ secrets.NOWHERE }}
                             ^^^^^^^ ${missing("NOWHERE")}
`,
  },
  "nothing that the workflow does without somewhere": {
    marked: `on: push
jobs:
  a:
    env:
      HAS: \${{ secrets.ONE != '' }}
      TWO: \${{ secrets.TWO || 'none' }}
    steps:
      - run: use \${{ secrets.ONE }}
`,
  },
  "nothing behind a question about what is set up": {
    marked: `on: push
jobs:
  a:
    if: github.repository == 'acme/other'
    steps: [{ run: "\${{ secrets.NOWHERE }}" }]
  b:
    steps:
      - if: vars.PUBLISH == 'yes'
        run: use \${{ secrets.NOWHERE }}
      - if: github.event_name == 'push'
        run: use \${{ secrets.NOWHERE }}
                             ^^^^^^^ ${missing("NOWHERE")}
`,
  },
  "nothing where Dependabot runs, which has a store of its own": {
    marked: `on: push
jobs:
  a:
    steps:
      - if: github.actor == 'dependabot[bot]'
        run: use \${{ secrets.NOWHERE }}
`,
  },
  "nothing in a text that is no YAML yet": {
    marked: `on: push
jobs:
  a:
    steps:
      - run: "use \${{ secrets.NOWHERE }}
  b: [
`,
  },
  "what stands behind an alias": {
    marked: `on: push
jobs:
  a:
    environment: &where production
    steps: [{ run: "\${{ secrets.DEPLOY_KEY }}" }]
  b:
    environment: *where
    steps: [{ run: "\${{ secrets.DEPLOY_KEY }}" }]
`,
  },
  "nothing in an action": {
    path: "action.yml",
    marked: `name: Mine
runs:
  using: composite
  steps: [{ run: "\${{ secrets.NOWHERE }}" }]
`,
  },
  "nothing in a workflow that GitHub does not run": {
    path: "templates/.github/workflows/ci.yml",
    marked: `on: push
jobs:
  a:
    steps: [{ run: "\${{ secrets.NOWHERE }}" }]
`,
  },
  "nothing that a comment silences": {
    marked: `on: push
jobs:
  a:
    steps:
      - run: use \${{ secrets.NOWHERE }} # secrets-ignore-line
`,
  },
};

const plain = `on: push
jobs:
  a:
    steps: [{ run: "\${{ secrets.NOWHERE }}" }]
`;

describe("workflows of GitHub Actions", () => {
  describe("while the names are all known", () => {
    let server: TestServer;
    before(async () => {
      server = await start();
    });
    after(() => server.stop());

    for (const [what, { path = workflow, marked }] of Object.entries(reported))
      it(`are told ${what}`, async () => {
        const document = await openFile(server, path, withNotes(marked).text);
        assert.equal(renderDiagnostics(document, await diagnose(server, document)), marked);
      });

    it("offer a better name, to set it, and to ask again", async () => {
      const text = plain.replace("NOWHERE", "NPM_TOKN");
      const fixes = await quickFixes(server, await openFile(server, workflow, text));
      const titles = fixes.map(({ title }) => title);
      assert.deepEqual(
        ["NPM_TOKEN", "Set NPM_TOKN", "Refresh the names"].map((title) => titles.some((one) => one.includes(title))),
        [true, true, true],
        titles.join("\n"),
      );
      const after = fixes.flatMap(({ textsAfter }) => textsAfter[workflow] ?? []);
      assert.ok(after.includes(plain.replace("NOWHERE", "NPM_TOKEN")));
    });

    const steps = "steps:\n      - run: use ${{ secrets.█ }}\n";
    const offered: Record<string, readonly [marked: string, labels: readonly string[]]> = {
      "of a job without an environment": [
        `on: push\njobs:\n  a:\n    ${steps}`,
        ["GITHUB_TOKEN", "NPM_TOKEN", "ORG_TOKEN"],
      ],
      "of a job with one": [
        `on: push\njobs:\n  a:\n    environment: Production\n    ${steps}`,
        ["DEPLOY_KEY", "GITHUB_TOKEN", "NPM_TOKEN", "ORG_TOKEN"],
      ],
      "of a job whose environment is computed": [
        `on: push\njobs:\n  a:\n    environment: \${{ inputs.e }}\n    ${steps}`,
        ["DEPLOY_KEY", "GITHUB_TOKEN", "NPM_TOKEN", "ORG_TOKEN", "SEED"],
      ],
      "that the workflow asks its caller for": [
        `on: { workflow_call: }\njobs:\n  a:\n    ${steps}`.replace(
          "on: { workflow_call: }",
          "on:\n  workflow_call:\n    secrets:\n      ASKED_FOR: { required: true }",
        ),
        ["ASKED_FOR", "GITHUB_TOKEN", "NPM_TOKEN", "ORG_TOKEN"],
      ],
      "in brackets that nobody closed": [
        "on: push\njobs:\n  a:\n    steps:\n      - run: use ${{ secrets['█",
        ["GITHUB_TOKEN", "NPM_TOKEN", "ORG_TOKEN"],
      ],
    };
    for (const [what, [marked, labels]] of Object.entries(offered))
      it(`are offered the names ${what}`, async () => {
        assert.deepEqual([...(await complete(server, workflow, marked)).labels].sort(), labels);
      });

    it("are told where each name would come from", async () => {
      const { items } = await complete(
        server,
        workflow,
        `on: push\njobs:\n  a:\n    environment: production\n    ${steps}`,
      );
      assert.deepEqual(
        ["DEPLOY_KEY", "NPM_TOKEN", "ORG_TOKEN", "GITHUB_TOKEN"].map((name) => itemCalled(items, name).detail),
        ["set in production", "set in the repository", "set in the organization", "made for each run"],
      );
    });
  });

  it("are told the same whether somebody has them open or not", async () => {
    const files = {
      [workflow]: reported["what a job does not get in its environment"]?.marked.replace(/^ *\^.*\n/gm, "") ?? "",
    };
    const server = await start(names(), account, files);
    const report = await server.connection.sendRequest<WorkspaceDiagnosticReport>("workspace/diagnostic", {
      previousResultIds: [],
    });
    const closed = report.items.flatMap((item) => (item.kind === "full" ? item.items : []));
    const document = await openFile(server, workflow, files[workflow]);
    assert.deepEqual(closed, await diagnose(server, document));
    assert.equal(closed.length, 3);
    await server.stop();
  });

  it("are told nothing while names may be missing from the list", async () => {
    const provider = names();
    provider.listFailure = { failure: { kind: "forbidden", message: "Not the environments." }, afterPages: 1 };
    const server = await start(provider);
    const document = await openFile(server, workflow, plain);
    assert.deepEqual(await diagnose(server, document), []);
    await server.stop();
  });

  it("are told nothing while somebody is signed out", async () => {
    const server = await startTestServer({
      account,
      createProvider: () => failed({ kind: "unauthorized", message: "Signed out." }),
    });
    const document = await openFile(server, workflow, plain);
    assert.deepEqual(await diagnose(server, document), []);
    await server.stop();
  });

  it("are left alone while another service has the names", async () => {
    for (const as of [{ provider: "embedded" }, { ...account, provider: "vault" }] as const) {
      const server = await start(names(), as);
      const document = await openFile(server, workflow, plain);
      assert.deepEqual(await diagnose(server, document), []);
      const { labels } = await complete(server, workflow, plain.replace("NOWHERE", "█"));
      assert.deepEqual(labels.toSorted(), ["DEPLOY_KEY", "NPM_TOKEN", "ORG_TOKEN", "SEED"]);
      await server.stop();
    }
  });

  it("are told anew when a name is stored", async () => {
    const provider = names();
    const server = await start(provider);
    const document = await openFile(server, workflow, plain);
    assert.equal((await diagnose(server, document)).length, 1);
    await server.request(createRequest, {
      ...{ name: "NOWHERE", description: "", visibility: "masked" },
      value: { kind: "generate" },
      target: { kind: "default" },
    });
    await until("the name", async () => (await diagnose(server, document)).length === 0);
    await server.stop();
  });
});

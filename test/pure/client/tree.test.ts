import assert from "node:assert/strict";
import { statusWords } from "../../../client/statusWords";
import { treeNodes } from "../../../client/tree/model";
import { missingRequired } from "../../../client/flows/rows";
import type { TreeInput } from "../../../client/tree/model";
import type { CatalogStatus, SecretRow, Snapshot } from "../../../shared/protocol";
import { row, snapshotOf } from "./fakes";

function input(snapshot: Snapshot | undefined, changes: Partial<TreeInput> = {}): TreeInput {
  const now = new Date(2026, 0, 2, 12, 0);
  return { snapshot, server: "running", heldBack: [], hasFolder: true, now, ...changes };
}

/** The tree as a person reads it: a line per row with its icon, label, words and what menus it has. */
function tree(from: TreeInput): readonly string[] {
  return treeNodes(from).map(({ icon, label, words, context }) => `(${icon.id}) ${label} | ${words} | ${context}`);
}

function line(changes: Partial<SecretRow>, others: readonly SecretRow[] = []): string | undefined {
  return tree(input(snapshotOf([row({ name: "X", ...changes }), ...others]))).find((text) => text.includes(") X "));
}

const remote = { account: { provider: "secretsApi", endpoint: "https://api.test" }, accountName: "api.test" } as const;

describe("The tree", () => {
  it("shows account and environment first, then what is missing, then the names", () => {
    const rows = [
      row({ name: "B_SET" }),
      row({ name: "A_SET" }),
      row({ name: "Z_MISSING", stored: "missing", environments: [], etag: "" }),
    ];
    assert.deepEqual(tree(input(snapshotOf(rows))), [
      "(database) Embedded store | development | account",
      "(warning) Z_MISSING | missing | secret.set",
      "(key) A_SET | set | secret.edit",
      "(key) B_SET | set | secret.edit",
    ]);
  });

  it("offers to begin a manifest where there is none, and a folder that it could be for", () => {
    const snapshot = snapshotOf([row({ name: "X" })], { hasManifest: false });
    const offers = (hasFolder: boolean) =>
      tree(input(snapshot, { hasFolder })).filter((text) => text.includes("manifest"));
    assert.deepEqual(offers(true), [
      "(lightbulb) No manifest says what this project needs | Create one from the code | status",
    ]);
    assert.deepEqual(offers(false), []);
  });

  const states: readonly (readonly [string, Partial<SecretRow>])[] = [
    ["(key) X | set | secret.edit", {}],
    ["(key) X | set by default | secret.edit", { stored: "default", hasDefault: true, environments: [] }],
    ["(shield) X | set · restricted | secret.edit", { visibility: "restricted" }],
    ["(lock) X | set · managed | secret", { managed: true }],
    ["(warning) X | missing | secret.set", { stored: "missing", environments: [], etag: "" }],
    [
      "(circle-outline) X | not set, optional | secret.set",
      { stored: "missing", declared: "optional", environments: [], etag: "" },
    ],
    ["(key) X | set · optional | secret.edit", { declared: "optional" }],
    [
      "(circle-slash) X | not set in development | secret.set.edit",
      { stored: "missing", declared: "no", environments: ["production"] },
    ],
    ["(warning) X | missing | secret.set.edit", { stored: "missing", environments: ["production"] }],
    ["(question) X | state unknown | secret", { stored: "unknown", environments: [], etag: "" }],
    ["(key) X | set | secret.edit", { declared: "no" }],
  ];
  for (const [words, state] of states) {
    it(`shows ${JSON.stringify(state)} as ${words}`, () => {
      assert.equal(line(state), words);
    });
  }

  it("calls a name undeclared only where something is declared", () => {
    assert.equal(line({ declared: "no" }, [row({ name: "OTHER" })]), "(key) X | set · not declared | secret.edit");
  });

  it("has no rows for an account that is known to be empty, so that the welcome shows", () => {
    assert.deepEqual(tree(input(snapshotOf([]))), []);
  });

  const unknown: readonly (readonly [string, CatalogStatus])[] = [
    [
      "(loading~spin) Loading secrets… | Names were listed on 2026-01-01 at 09:30 | status",
      { kind: "unknown", reason: "loading" },
    ],
    ["(sign-in) Signed out of api.test | Sign in | status", { kind: "unknown", reason: "signedOut" }],
    [
      "(shield) Restricted Mode | Secrets API at https://api.test is contacted once this workspace is trusted · Manage trust | status",
      { kind: "unknown", reason: "untrusted" },
    ],
    [
      "(warning) Not all names are known | Paging stopped. · Retry | status",
      { kind: "partial", reason: "Paging stopped." },
    ],
    [
      "(warning) Names could not be read | No network. · Names were listed on 2026-01-01 at 09:30 · Retry | status",
      { kind: "failed", failure: { kind: "offline", message: "No network." } },
    ],
    [
      "(warning) Sign in again | Ask for another. · Names were listed on 2026-01-01 at 09:30 · Sign in | status",
      { kind: "failed", failure: { kind: "unauthorized", message: "Ask for another." } },
    ],
    [
      "(warning) Not allowed to list the names | It needs secrets:read. · Names were listed on 2026-01-01 at 09:30 · Retry | status",
      { kind: "failed", failure: { kind: "forbidden", message: "It needs secrets:read." } },
    ],
    [
      "(warning) Not found | There is no project shop. · Names were listed on 2026-01-01 at 09:30 · Retry | status",
      { kind: "failed", failure: { kind: "notFound", message: "There is no project shop." } },
    ],
    [
      "(warning) Waiting, tried again at 12:05 | Too many. · Names were listed on 2026-01-01 at 09:30 · Retry | status",
      {
        kind: "failed",
        failure: { kind: "rateLimited", message: "Too many.", retryAfterSeconds: 300 },
        retryAt: new Date(2026, 0, 2, 12, 5).toISOString(),
      },
    ],
  ];
  for (const [words, status] of unknown) {
    it(`never shows "${status.kind}" as no secrets, but as ${words}`, () => {
      const isHeldBack = status.kind === "unknown" && status.reason === "untrusted";
      const heldBack = isHeldBack ? [remote.account] : [];
      assert.equal(tree(input(snapshotOf([], { ...remote, status }), { heldBack }))[1], words);
    });
  }

  it("shows the names it has beside what is wrong", () => {
    const status = { kind: "partial", reason: "Paging stopped." } as const;
    assert.equal(tree(input(snapshotOf([row({ name: "X" })], { status }))).length, 3);
  });

  it("names the service and the address that names would come from, once the workspace is trusted", () => {
    const heldBack = [
      { provider: "infisical", endpoint: "https://secrets.example.com", project: "p" },
      { provider: "doppler", endpoint: "https://api.doppler.com" },
    ] as const;
    const words =
      "(shield) Restricted Mode | Infisical at https://secrets.example.com and Doppler at https://api.doppler.com are contacted once this workspace is trusted · Manage trust | status";
    assert.deepEqual(tree(input(snapshotOf([row({ name: "X" })]), { heldBack })).slice(0, 2), [
      "(database) Embedded store | development | account",
      words,
    ]);
    // There is something to say, so the view is not empty.
    assert.equal(tree(input(snapshotOf([]), { heldBack }))[1], words);
    const held = snapshotOf([], { ...remote, status: { kind: "unknown", reason: "untrusted" } });
    assert.deepEqual(tree(input(held, { heldBack })).slice(1), [words]);
  });

  it("does not hide what is wrong with the account in view behind the trust that another one waits for", () => {
    const status = { kind: "failed", failure: { kind: "storage", message: "The disk is full." } } as const;
    const lines = tree(input(snapshotOf([], { status }), { heldBack: [remote.account] }));
    assert.match(lines.join("\n"), /Restricted Mode[^]*The disk is full\./);
  });

  it("says in words when the server starts and starts again", () => {
    assert.deepEqual(tree(input(undefined, { server: "starting" })), ["(loading~spin) Loading secrets… |  | status"]);
    assert.match(tree(input(undefined, { server: "restarting" }))[0] ?? "", /restarting/);
  });

  it("says aloud what icons and colors say", () => {
    const nodes = treeNodes(input(snapshotOf([row({ name: "X", stored: "missing" })])));
    assert.deepEqual(
      nodes.map(({ spoken }) => spoken),
      ["Account Embedded store, active environment development. Switches the environment.", "X, missing"],
    );
  });

  it("says aloud what a name is for, and no dots that only part what is seen", () => {
    const rows = [
      row({ name: "X", description: "Signs the invoices", visibility: "restricted", declared: "optional" }),
    ];
    const failed = { kind: "failed", failure: { kind: "offline", message: "No network." } } as const;
    const nodes = treeNodes(input(snapshotOf(rows, { status: failed })));
    assert.deepEqual(
      nodes.slice(1).map(({ spoken }) => spoken),
      [
        "Names could not be read: No network. Names were listed on 2026-01-01 at 09:30, Retry",
        "X, set, restricted, optional, Signs the invoices",
      ],
    );
  });
});

describe("What is missing", () => {
  const missing = row({ name: "X", stored: "missing" });

  it("is counted among the required names, in a complete catalog alone", () => {
    const rows = [missing, { ...missing, name: "Y", declared: "optional" as const }, row({ name: "Z" })];
    assert.deepEqual(
      missingRequired(snapshotOf(rows)).map(({ name }) => name),
      ["X"],
    );
    const partial = { kind: "partial", reason: "" } as const;
    assert.deepEqual(missingRequired(snapshotOf(rows, { status: partial })), []);
  });
});

describe("The status bar", () => {
  const words = (snapshot: Snapshot | undefined, changes: Partial<TreeInput> = {}): string => {
    const { icon, text } = statusWords(input(snapshot, changes));
    return `(${icon}) ${text}`;
  };

  it("names account and environment, and how many names are missing", () => {
    assert.equal(words(snapshotOf([row({ name: "X" })])), "(key) Embedded store · development");
    assert.equal(
      words(snapshotOf([row({ name: "X", stored: "missing" })])),
      "(key) Embedded store · development · 1 missing",
    );
  });

  it("claims that nothing is missing only where a manifest says what is needed", () => {
    const tooltip = (hasManifest: boolean) =>
      statusWords(input(snapshotOf([row({ name: "X" })], { hasManifest }))).tooltip;
    assert.match(tooltip(true), /^No required secret is missing\. /);
    assert.match(tooltip(false), /^No manifest says which names this project needs, so none is known to be missing\. /);
  });

  it("names a few of very many that are missing, for eyes and ears alike", () => {
    const rows = Array.from({ length: 5_000 }, (_, index) => row({ name: `KEY_${index}`, stored: "missing" }));
    const { text, tooltip } = statusWords(input(snapshotOf(rows)));
    assert.match(text, /5000 missing$/);
    assert.match(tooltip, /^Missing: KEY_0, (KEY_\d, )+KEY_9 and 4990 others\. /);
  });

  it("says what is the matter in words", () => {
    const of = (status: CatalogStatus): string => words(snapshotOf([], { ...remote, status }));
    assert.equal(of({ kind: "unknown", reason: "signedOut" }), "(key) api.test · development · signed out");
    assert.equal(of({ kind: "unknown", reason: "untrusted" }), "(shield) api.test · development · restricted");
    assert.equal(of({ kind: "unknown", reason: "loading" }), "(loading~spin) api.test · development · loading");
    assert.equal(of({ kind: "partial", reason: "" }), "(warning) api.test · development · incomplete");
    assert.equal(
      of({ kind: "failed", failure: { kind: "offline", message: "" } }),
      "(warning) api.test · development · not available",
    );
    assert.equal(words(undefined, { server: "restarting" }), "(loading~spin) Secrets: restarting");
  });
});

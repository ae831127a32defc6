import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { findProblems } from "../../../server/analysis/findProblems";
import type { Knowledge } from "../../../server/analysis/knowledge";
import { rules } from "../../../server/analysis/rules/index";
import type { Subject } from "../../../server/analysis/rules/rule";
import type { ManifestReading } from "../../../server/manifests/manifest";
import type { Manifest } from "../../../server/workspace/declarations";
import { mergeScopes } from "../../../server/workspace/mergeScopes";
import type { Secret } from "../../../shared/secret";
import { defaultSettings } from "../../../shared/settings";

const kinds = ["required", "optional", "given", "listed"] as const;
type Kind = (typeof kinds)[number];

/** What `docs/manifests.md` says: by rule, for each kind, whether anything is reported. */
const table = new Map(
  [
    ...readFileSync("docs/manifests.md", "utf8").matchAll(
      /^\| ([a-z-]+) \| (yes|no) \| (yes|no) \| (yes|no) \| (yes|no) \|$/gm,
    ),
  ].map(([, code = "", ...cells]) => [code, cells]),
);

interface Situation {
  readonly name?: string;
  /** How often the manifest has it. */
  readonly times?: number;
  /** The name that the code reads. */
  readonly used?: string;
  readonly stored?: Partial<Secret>;
  /** No file but manifests mentions it. */
  readonly unmentioned?: boolean;
  /** The service said something against it. */
  readonly found?: boolean;
  /** The code is a workflow that is held to GitHub Actions. */
  readonly inWorkflow?: boolean;
  /** What another manifest of the folder says. */
  readonly beside?: Kind;
}

/** For each rule, what would make it speak up. */
const situations: Record<string, Situation> = {
  undeclared: { used: "SOME_NAME", stored: {} },
  "stored-but-undeclared": { used: "SOME_NAME", stored: {} },
  "near-miss": { used: "SOME_NAMES", stored: {} },
  "wrong-case": { used: "some_name", stored: {} },
  missing: {},
  "other-environment": { stored: { hasDefault: false, environments: ["production"] } },
  "missing-optional": {},
  unused: { stored: {}, unmentioned: true },
  "duplicate-declaration": { times: 2, stored: {} },
  "conflicting-manifests": { stored: {}, beside: "required" },
  "invalid-name": { name: "some-name" },
  "vague-name": { name: "API_KEY", stored: {} },
  "reserved-name": { name: "PATH", stored: {} },
  "managed-name": { stored: { managed: true } },
  "unavailable-secret": { used: "SOME_NAME", inWorkflow: true },
  "public-prefix": { name: "VITE_DB_PASSWORD", stored: {} },
  preflight: { stored: {}, found: true },
};

function readingOf(kind: Kind, name: string, times: number): ManifestReading {
  const entries = Array.from({ length: times }, (_, index) => {
    return { name, nameSpan: { start: 100 * index, end: 100 * index + name.length }, list: "" };
  });
  const empty = { declarations: [], known: [], patterns: [], errors: [], governs: true };
  if (kind === "given" || kind === "listed") return { ...empty, known: entries.map((entry) => ({ ...entry, kind })) };
  const required = kind === "required";
  const rest = { required, description: "", explicit: true };
  return { ...empty, declarations: entries.map((entry) => ({ ...entry, ...rest })) };
}

function manifest(uri: string, reading: ManifestReading): Manifest {
  return { uri, label: uri, text: "", reading, inForce: reading };
}

function codesIn(
  kind: Kind,
  { name = "SOME_NAME", times = 1, used, stored, beside, ...rest }: Situation,
): readonly string[] {
  const { unmentioned = false, found = false, inWorkflow = false } = rest;
  const reading = readingOf(kind, name, times);
  const others = beside === undefined ? [] : [manifest("/b", readingOf(opposite(kind, beside), name, 1))];
  const secret = {
    description: "",
    type: "",
    visibility: "masked",
    managed: false,
    createdAt: "",
    updatedAt: "",
    etag: "",
  } as const;
  const knowledge: Knowledge = {
    scope: mergeScopes([manifest("/a", reading), ...others]),
    catalog: {
      complete: true,
      secrets: new Map(
        stored === undefined ? [] : [[name, { name, hasDefault: true, environments: [], ...secret, ...stored }]],
      ),
    },
    environment: "development",
    environmentName: "development",
    place: "development",
    findings: new Map(found ? [[name, "It would not run."]] : []),
    actions: inWorkflow ? { environments: [], place: "GitHub Actions" } : undefined,
    nameRules: { namePattern: /^\w+$/, nameRule: "letters", reservedNames: [] },
  };
  const place = { start: 0, end: 9, ...(inWorkflow ? { job: { environment: "" } } : {}) };
  const reference = { ...place, kind: "read", form: "accessor", optional: false, via: "direct" } as const;
  const subject: Subject = {
    language: "javascript",
    references: used === undefined ? [] : [{ ...reference, name: used }],
    manifest: used === undefined ? reading : undefined,
    knowledge,
    settings: defaultSettings,
    written: new Set(),
    needOf: () => "needed",
    isShort: () => false,
    unmentioned: new Set(unmentioned ? [name] : []),
    lenient: false,
    tooling: false,
    offering: false,
    workflow: inWorkflow,
    stage: undefined,
    isSilenced: () => false,
  };
  return findProblems(subject).map(({ code }) => code);
}

/** A manifest beside one that requires calls the name optional, and the other way round. */
function opposite(kind: Kind, beside: Kind): Kind {
  return kind === "required" ? "optional" : beside;
}

describe("the kinds of names in manifests", () => {
  it("are looked at by all rules, but for the one about manifests that cannot be read", () => {
    const codes = rules.map(({ meta }) => meta.code as string).filter((code) => code !== "invalid-manifest");
    assert.deepEqual([...table.keys()].sort(), codes.sort());
    assert.deepEqual(Object.keys(situations).sort(), codes.sort());
  });

  for (const [code, situation] of Object.entries(situations))
    kinds.forEach((kind, index) => {
      const says = table.get(code)?.[index];
      it(`${code}: ${says === "yes" ? "reported" : "not reported"} for what is ${kind}`, () => {
        assert.equal(codesIn(kind, situation).includes(code) ? "yes" : "no", says);
      });
    });
});

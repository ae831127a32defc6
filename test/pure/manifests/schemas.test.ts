import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { Ajv } from "ajv";
import { parse } from "yaml";
import packageJson from "../../../package.json";
import { manifestFormatOf, readManifest } from "../../../server/manifests/index";

const ajv = new Ajv({ strict: true, strictTypes: false });
const { yamlValidation } = packageJson.contributes;

/** Checks as YAML tooling does: with every schema that is contributed for a file of this name. */
const checks = new Map(
  yamlValidation.flatMap(({ fileMatch, url }) => {
    const validate = ajv.compile(JSON.parse(readFileSync(url, "utf8")) as object);
    return fileMatch.map((fileName) => [fileName, (text: string) => validate(parse(text))] as const);
  }),
);

describe("the schemas for YAML tooling", () => {
  it("are there for all names of inf.yml and app.yaml, and for nothing else", () => {
    assert.deepEqual([...checks.keys()].sort(), ["app.yaml", "app.yml", "inf.yaml", "inf.yml"]);
    for (const fileName of checks.keys()) assert.ok(["inf.yml", "app.yaml"].includes(manifestFormatOf(fileName)!.id));
  });

  it("are in the package", () => {
    assert.ok(readFileSync(".vscodeignore", "utf8").split("\n").includes("!schemas/**"));
    for (const { url } of yamlValidation) assert.match(url, /^\.\/schemas\//);
  });

  const workspace = readdirSync("test/workspace", { recursive: true, encoding: "utf8" });
  const samples = workspace.filter((path) => checks.has(basename(path))).map((path) => `test/workspace/${path}`);
  it("accept the sample workspace", () => {
    assert.ok(samples.length >= 2);
    for (const path of samples) assert.ok(checks.get(basename(path))!(readFileSync(path, "utf8")), path);
  });

  const lists: Record<string, string> = {
    "entries with everything": "- key: A\n  description: a\n  optional: true\n",
    "entries that are only names": "- A\n- B\n",
    "keys that others may know": "- key: A\n  provider: b\n",
    "an entry that is not there yet": "- \n",
    "no key": "- description: a\n",
    "an empty key": "- key: ''\n",
    "a number for a key": "- key: 1\n",
    "a word for a truth": "- key: A\n  optional: sometimes\n",
    "a list in a list": "- [A]\n",
    "a number for an entry": "- 1\n",
    "an entry that is empty": "- ''\n",
    "an entry with its value": "- A=b\n",
    "a key with its value": "- key: A=b\n",
  };
  for (const [what, list] of Object.entries(lists)) {
    const indented = (indent: string) => list.replace(/^/gm, indent).trimEnd();
    const texts = {
      "inf.yml": `name: x\nsecrets:\n${indented("  ")}\n`,
      "app.yaml": `name: x\nrequirements:\n  secrets:\n${indented("    ")}\n`,
    };
    for (const [fileName, text] of Object.entries(texts))
      it(`say of ${what} in ${fileName} what we say`, () => {
        assert.equal(checks.get(fileName)!(text), readManifest(fileName, text)!.errors.length === 0);
      });
  }

  it("accept what else brings names into the environment", () => {
    const text = `env: { A: 1, B: b, C: true }
variants: { small: { env: { D: d } } }
credentials: [{ provider: x, secrets: [E] }]
integrations: [{ key: y, secrets: [{ key: F }] }]
`;
    assert.ok(checks.get("inf.yml")!(text));
    assert.ok(!checks.get("inf.yml")!("env: [A]\n"));
    assert.ok(!checks.get("inf.yml")!("credentials: text\n"));
  });

  it("demand nothing of somebody else's app.yaml", () => {
    const foreign = [
      "runtime: nodejs22\nenv_variables:\n  A: x\nhandlers: [{ url: /, script: auto }]\n",
      "apiVersion: v1\nkind: Pod\nspec: { containers: [] }\n",
      "requirements: requirements.txt\n",
      "requirements: [a, b]\nsecrets: x\n",
      "- a list\n",
      "text\n",
      "",
    ];
    for (const text of foreign) assert.ok(checks.get("app.yaml")!(text), text);
  });
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import manifest from "../../package.json";
import { settingsSchema } from "../../shared/settings";
import { withProviderTable } from "../providerTable";

const readme = readFileSync("README.md", "utf8");

describe("the README", () => {
  it("lists every command with its title", () => {
    const rows = manifest.contributes.commands.map(({ category, title }) => `| *${category}: ${title}* |`);
    assert.deepEqual(
      rows.filter((row) => !readme.includes(row)),
      [],
    );
  });

  it("lists every setting with its default and sentence", () => {
    const rows = Object.entries(settingsSchema).map(
      ([key, setting]) =>
        `| \`inlineSecrets.${key}\` | \`${JSON.stringify(setting.default)}\` | ${setting.description} |`,
    );
    assert.deepEqual(
      rows.filter((row) => !readme.includes(row)),
      [],
    );
  });

  it("says what each provider can do, as the code does", () => {
    assert.equal(readme, withProviderTable(readme), "`npm run docs` writes it anew");
  });

  it("names nothing that is not there", () => {
    const known = new Set(Object.keys(settingsSchema).map((key) => `inlineSecrets.${key}`));
    const named = [...readme.matchAll(/^\| `(inlineSecrets\.[\w.]+)`/gm)].map(([, key]) => key);
    assert.deepEqual(
      named.filter((key) => !known.has(key ?? "")),
      [],
    );
  });
});

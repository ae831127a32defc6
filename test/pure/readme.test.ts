import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import manifest from "../../package.json";
import { remoteProviderIds } from "../../shared/account";
import { providerDescriptions } from "../../shared/providers";
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

  it("leads to a page for each provider", () => {
    const pages = remoteProviderIds.map((id) => `docs/providers/${providerDescriptions[id].page}.md`);
    assert.deepEqual(
      pages.filter((page) => !existsSync(page)),
      [],
    );
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

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { rules } from "../../../server/analysis/rules/index";
import { detailsOf } from "../../../server/features/diagnosticDetails";
import { settingsSchema } from "../../../shared/settings";
import packageJson from "../../../package.json";

const folder = "docs/rules";
const table = readFileSync(`${folder}/README.md`, "utf8");

describe("rules", () => {
  it("have codes and settings of their own", () => {
    for (const list of [rules.map(({ meta }) => meta.code), rules.map(({ meta }) => meta.setting)])
      assert.deepEqual(list, [...new Set(list)]);
  });

  it("are all that the settings speak of", () => {
    const settings = Object.keys(settingsSchema).filter((key) => key.startsWith("rules."));
    assert.deepEqual(settings.sort(), rules.map(({ meta }) => meta.setting as string).sort());
  });

  it("are all that there are pages for", () => {
    const pages = readdirSync(folder).filter((name) => name !== "README.md");
    assert.deepEqual(pages.sort(), rules.map(({ meta }) => `${meta.code}.md`).sort());
  });

  for (const { meta } of rules)
    it(`${meta.code} has a page that says what, why, an example, the way out and the way off, and a row in the table`, () => {
      const page = readFileSync(`${folder}/${meta.code}.md`, "utf8");
      const initial = settingsSchema[meta.setting].default;
      const sections = [...page.matchAll(/^## (.*)$/gm)].map(([, title]) => title);
      assert.deepEqual(sections, ["What it says", "Why", "Example", "How to fix it", "How to switch it off"]);
      assert.ok(page.startsWith(`# ${meta.code}\n\n`));
      assert.ok(page.includes(`Default: \`${initial}\` · Setting: \`inlineSecrets.${meta.setting}\``));
      assert.ok(page.includes(`\`"inlineSecrets.${meta.setting}": "off"\``));
      const summary = page.split("\n")[2] ?? "";
      assert.ok(table.includes(`| [${meta.code}](${meta.code}.md) | \`${initial}\` | ${summary} |`));
    });

  it("link to their pages in the repository of this project", () => {
    const problem = { severity: "hint", start: 0, end: 1, message: "", name: "" } as const;
    for (const { meta } of rules) {
      const href = detailsOf({ ...problem, code: meta.code }).codeDescription?.href ?? "";
      const base = `${packageJson.repository.url.replace(/\.git$/, "")}/blob/main/`;
      assert.ok(href.startsWith(base));
      assert.ok(existsSync(href.slice(base.length)), href);
    }
  });
});

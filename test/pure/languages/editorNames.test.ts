import assert from "node:assert/strict";
import { languageOf } from "../../../server/languages/index";

/**
 * What VS Code calls files by itself, without an extension for them: `contributes.languages` of what 1.100.3 and 1.139.1 bring
 * along. A workspace's index has nothing but the name to go by.
 */
const called: Readonly<Record<string, string>> = {
  ".env": "properties dotenv",
  ".env.local": "shellscript dotenv",
  ".env.example": "shellscript dotenv",
  ".flaskenv": "plaintext dotenv",
  ".envrc": "shellscript",
  "deploy.sh": "shellscript",
  "index.html.erb": "ruby",
  Rakefile: "ruby",
  "review.prompt.md": "prompt",
  "style.instructions.md": "instructions",
  "copilot-instructions.md": "prompt instructions",
  "planner.chatmode.md": "chatmode chatagent",
  "planner.agent.md": "chatagent",
  "SKILL.md": "skill",
  "README.md": "markdown",
  "notes.txt": "plaintext",
  "main.rs": "rust plaintext",
  "compose.yaml": "dockercompose",
  "deploy-docker-compose.yml": "dockercompose",
  "Dockerfile.dev": "dockerfile",
  "settings.jsonc": "jsonc",
  "app.properties": "properties",
};

describe("What an editor calls a file", () => {
  for (const [name, ids] of Object.entries(called))
    for (const id of ids.split(" "))
      it(`makes no difference to how ${name} is read: ${id}`, () => {
        const path = `file:///project/${name}`;
        assert.equal(languageOf(id, path)?.id, languageOf("", path)?.id);
      });

  it("tells a template of Helm from other YAML, where its first lines do not", () => {
    const text = "env:\n  secretKeyRef:\n    key: API_TOKEN\n";
    const namesAs = (id: string) =>
      languageOf(id, "")
        ?.references(text, id)
        .map(({ name }) => name);
    assert.deepEqual([namesAs("helm"), namesAs("yaml")], [["API_TOKEN"], []]);
  });

  for (const ending of ["d.ts", "d.mts", "d.cts"])
    it(`looks for nothing in declarations of TypeScript, *.${ending}`, () => {
      assert.equal(languageOf("", `file:///project/worker-configuration.${ending}`), undefined);
    });

  it("counts where the name says nothing, or something else", () => {
    assert.equal(languageOf("python", "file:///project/bin/serve")?.id, "python");
    assert.equal(languageOf("ruby", "file:///project/bin/serve")?.id, "ruby");
    assert.equal(languageOf("shellscript", "file:///project/deploy.txt")?.id, "shell");
    assert.equal(languageOf("yaml", "file:///project/values.txt")?.id, "yaml");
  });
});

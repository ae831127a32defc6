import assert from "node:assert/strict";
import { ConfigurationTarget, commands, workspace } from "vscode";
import type { CodeAction, Diagnostic } from "vscode";
import { hoverAt, openFile, positionOf, removeFile, waitForDiagnostics, writeFile } from "./files";

describe("problems", () => {
  it("are found in an open file and in manifests that nobody has opened", async () => {
    await openFile("src/agent.ts");
    const found = await waitForDiagnostics("src/agent.ts", "the problems", (all) => all.length >= 4);
    const messages = found.map(({ message }) => message);
    assert.ok(
      messages.includes("OPENAI_API_KY is not declared in app.yaml. Did you mean OPENAI_API_KEY?"),
      messages.join("\n"),
    );
    await waitForDiagnostics("app.yaml", "the missing ones", (all) =>
      all.some(({ message }) => message === "Required secret STRIPE_KEY is not set in development."),
    );
  });

  it("are found in code that nobody has opened, and follow it on the disk", async () => {
    const { fs, workspaceFolders } = workspace;
    const folder = workspaceFolders![0]!.uri;
    const uri = folder.with({ path: `${folder.path}/unopened.ts` });
    await fs.writeFile(uri, Buffer.from("\nexport const key = process.env.UNOPENED_NAME;\n"));
    const [found] = await waitForDiagnostics("unopened.ts", "the problem", (all) => ruleOf(all[0]) === "undeclared");
    assert.deepEqual([found?.range.start.line, found?.range.start.character], [1, 31]);
    await fs.writeFile(uri, Buffer.from("export const key = 1;\n"));
    await waitForDiagnostics("unopened.ts", "no problem", (all) => all.length === 0);
    await fs.delete(uri);
  });

  it("offer to set, to declare and to replace", async () => {
    const document = await openFile("src/agent.ts");
    const titles = async (word: string) => {
      const position = positionOf(document, word);
      const range = document.getWordRangeAtPosition(position);
      const actions = await commands.executeCommand<CodeAction[]>(
        "vscode.executeCodeActionProvider",
        document.uri,
        range,
      );
      return actions.map(({ title }) => title);
    };
    assert.ok((await titles("SLACK_TOKEN")).includes("Set SLACK_TOKEN…"));
    const undeclared = await titles("SUPPORT_CHANNEL_ID");
    assert.ok(undeclared.includes("Declare SUPPORT_CHANNEL_ID in app.yaml (required)"), undeclared.join("\n"));
    assert.ok(undeclared.includes("Declare SUPPORT_CHANNEL_ID in app.yaml (optional)"), undeclared.join("\n"));
    assert.ok((await titles("OPENAI_API_KY ")).includes("Did you mean OPENAI_API_KEY?"));
  });

  it("follow a manifest that changes on the disk", async () => {
    await writeFile("late/use.ts", "export const key = process.env.LATE_KEY;\n");
    await waitForDiagnostics("late/use.ts", "an undeclared name", (all) => ruleOf(all[0]) === "undeclared");
    const { fs, workspaceFolders } = workspace;
    const manifest = workspaceFolders![0]!.uri.with({ path: `${workspaceFolders![0]!.uri.path}/late/inf.yml` });
    await fs.writeFile(manifest, Buffer.from("secrets:\n  - key: LATE_KEY\n    optional: true\n"));
    await waitForDiagnostics("late/use.ts", "no problem", (all) => all.length === 0);
    await fs.delete(manifest);
    await waitForDiagnostics("late/use.ts", "an undeclared name again", (all) => ruleOf(all[0]) === "undeclared");
    await removeFile("late/use.ts");
  });

  it("follow the settings", async () => {
    await openFile("src/agent.ts");
    const settings = workspace.getConfiguration("inlineSecrets");
    await settings.update("rules.undeclared", "off", ConfigurationTarget.Workspace);
    await waitForDiagnostics("src/agent.ts", "no undeclared name", (all) =>
      all.every((each) => ruleOf(each) !== "undeclared"),
    );
    await settings.update("rules.undeclared", undefined, ConfigurationTarget.Workspace);
    await waitForDiagnostics("src/agent.ts", "undeclared names", (all) =>
      all.some((each) => ruleOf(each) === "undeclared"),
    );
  });
});

describe("names in a file", () => {
  it("are explained in a hover", async () => {
    const document = await openFile("worker.py");
    const text = await hoverAt(document, positionOf(document, "DATABASE_URL"));
    assert.match(text, /DATABASE/);
    assert.match(text, /required in app/);
    assert.match(text, /Conversations and their state/);
  });
});

/** The code comes with the page that it links to. */
function ruleOf(diagnostic: Diagnostic | undefined): unknown {
  const code = diagnostic?.code;
  return typeof code === "object" ? code.value : code;
}

import assert from "node:assert/strict";
import { Range, Selection, SnippetString, WorkspaceEdit, commands, window, workspace } from "vscode";
import type { CompletionItem, CompletionList, TextDocument, TextEditor } from "vscode";
import { languageOf, languages } from "../../../server/languages/index";
import { until } from "../driver/wait";
import { removeFile, writeFile } from "./files";
import { samples } from "./samples";

const name = "STRIPE_KEY";

describe("every language", () => {
  it("has a sample here", () => {
    const sampled = new Set(samples.map(({ file }) => languageOf("", file)));
    assert.deepEqual(
      languages.filter((language) => !sampled.has(language)).map(({ id }) => id),
      [],
    );
  });

  for (const { file, text, typed, after } of samples) {
    it(`offers names where ${typed} is typed in ${file}`, async () => {
      const { document, cursor } = await writeFile(file, text);
      await typeAt(cursor.line, cursor.character, typed);
      await accept(document);
      assert.equal(document.lineAt(cursor.line).text, after, `${document.languageId}: ${document.getText()}`);
      await document.save();
      await removeFile(file);
    });
  }
});

/** Types as a person does: brackets and quotes close by themselves where the editor does so. */
async function typeAt(line: number, character: number, text: string): Promise<void> {
  const editor = window.activeTextEditor;
  assert.ok(editor);
  const { start } = new Range(line, character, line, character);
  editor.selection = new Selection(start, start);
  if (/[[({]["']$/.test(text)) await until("brackets that close by themselves", () => closesBrackets(editor));
  for (const key of text) await commands.executeCommand("type", { text: key });
}

/** What VS Code knows of a language arrives some time after the first file of it: types a bracket, and takes it back. */
async function closesBrackets({ document, selection }: TextEditor): Promise<boolean> {
  const before = document.getText();
  await commands.executeCommand("type", { text: "(" });
  const closes = document.getText().length === before.length + 2;
  await commands.executeCommand("deleteLeft");
  assert.equal(document.getText(), before);
  assert.ok(window.activeTextEditor?.selection.isEqual(selection));
  return closes;
}

/** Takes the name from what is offered at the cursor. */
async function accept(document: TextDocument): Promise<void> {
  const item = await until(name, () => offered(document));
  assert.ok(item.range);
  const range = item.range instanceof Range ? item.range : item.range.inserting;
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, range, textOf(item));
  await workspace.applyEdit(edit);
}

async function offered(document: TextDocument): Promise<CompletionItem | undefined> {
  const position = window.activeTextEditor?.selection.active;
  assert.ok(position);
  const list = await commands.executeCommand<CompletionList>(
    "vscode.executeCompletionItemProvider",
    document.uri,
    position,
  );
  return list.items.find(({ label }) => [name, `<${name}>`].includes(typeof label === "string" ? label : label.label));
}

function textOf({ insertText, label }: CompletionItem): string {
  if (insertText instanceof SnippetString) return insertText.value;
  return insertText ?? (typeof label === "string" ? label : label.label);
}

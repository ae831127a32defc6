import assert from "node:assert/strict";
import { NotebookRange, Selection, Uri, commands, languages, window, workspace } from "vscode";
import type { NotebookDocument, TextDocument } from "vscode";
import { until } from "../driver/wait";
import { completionsAt, hoverAt, positionOf } from "./files";

const cells = [
  "import os\n",
  'key = os.environ[""]\n',
  'other = os.environ["STRIPE_KEY"], os.environ["NOT_DECLARED"]\n',
];

describe("a notebook", () => {
  let uri: Uri;
  let notebook: NotebookDocument;

  before(async () => {
    const [folder] = workspace.workspaceFolders ?? [];
    assert.ok(folder);
    uri = Uri.joinPath(folder.uri, "analysis.ipynb");
    const source = { cell_type: "code", metadata: {}, outputs: [], execution_count: null };
    const content = {
      cells: cells.map((text) => ({ ...source, source: [text] })),
      metadata: { kernelspec: { language: "python", name: "python3" }, language_info: { name: "python" } },
      nbformat: 4,
      nbformat_minor: 5,
    };
    await workspace.fs.writeFile(uri, Buffer.from(JSON.stringify(content)));
    notebook = await workspace.openNotebookDocument(uri);
    await window.showNotebookDocument(notebook);
  });

  after(async () => {
    await commands.executeCommand("workbench.action.closeAllEditors");
    await workspace.fs.delete(uri);
  });

  const cell = (index: number): TextDocument => notebook.cellAt(index).document;

  it("is offered names in its cells", async () => {
    const document = cell(1);
    const cursor = document.positionAt(document.getText().indexOf('""') + 1);
    await until("STRIPE_KEY", async () => (await completionsAt(document, cursor)).includes("STRIPE_KEY"));
  });

  it("is shown what a name is", async () => {
    const document = cell(2);
    assert.match(await hoverAt(document, positionOf(document, "STRIPE_KEY")), /Looks up what a customer has paid/);
  });

  it("takes a reference where somebody works in it", async () => {
    await window.showNotebookDocument(notebook, { selections: [new NotebookRange(0, 1)] });
    await commands.executeCommand("notebook.cell.edit");
    await until("the editor of the cell", () => window.activeTextEditor?.document === cell(0));
    const editor = window.activeTextEditor;
    assert.ok(editor);
    const { end } = cell(0).lineAt(0).range;
    editor.selection = new Selection(end, end);
    await commands.executeCommand("inlineSecrets.insertReference", { name: "STRIPE_KEY" });
    assert.equal(cell(0).lineAt(0).text, 'import osos.environ["STRIPE_KEY"]');
    assert.equal(window.activeNotebookEditor?.notebook, notebook);
  });

  it("says nothing of names that nobody declares: other cells may set them", () => {
    const found = notebook.getCells().flatMap(({ document }) => languages.getDiagnostics(document.uri));
    assert.deepEqual(
      found.filter(({ source }) => source === "secrets"),
      [],
    );
  });
});

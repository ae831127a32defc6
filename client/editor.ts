import {
  ConfigurationTarget,
  Location,
  Range,
  Selection,
  Uri,
  commands,
  env,
  languages,
  window,
  workspace,
  WorkspaceEdit,
} from "vscode";
import type { TextEditor, Position } from "vscode";
import { prefix } from "../shared/ids";
import { referenceTextRequest } from "../shared/protocol";
import { createDoubleClicks } from "./doubleClicks";
import { toldApart } from "./folderNames";
import type { NamedFolder } from "./folderNames";
import { ignoreLists } from "./ignoreLists";
import type { Server } from "./languageClient";
import { documents, folderOf, fromServer, notebookOf, toServer } from "./notebookCells";

/** A place that the server named. */
export interface Spot {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
  readonly length: number;
}

/** What became of references; `changed` when the file went on changing while they were made. */
export type Insertion = "inserted" | "nowhere" | "changed";

/** What commands do with the editor and the files in it. */
export interface Editor {
  /** Writes references to `name` at the cursors of the active editor; `nowhere` when there is none that takes text. */
  readonly insertReference: (name: string) => Promise<Insertion>;
  /** The text that refers to `name`, as the active editor's language writes it. */
  readonly referenceText: (name: string) => Promise<string>;
  readonly copy: (text: string) => Promise<void>;
  /** Adds `name` to what is not reported in this workspace; gives what stands in the way, as a sentence. */
  readonly ignoreName: (name: string) => Promise<string | undefined>;
  /** The folders of the workspace, that of the active file first, under names that tell them apart. */
  readonly workspaceFolders: () => readonly NamedFolder[];
  /**
   * Writes settings for everybody who works on this workspace, or on one of its folders; an empty one is taken out. Gives what
   * stands in the way, as a sentence.
   */
  readonly shareSettings: (
    settings: Readonly<Record<string, string>>,
    folder: string | undefined,
  ) => Promise<string | undefined>;
  /** Makes a file below a folder, unless there is one of this name or the editor cannot write there, and shows the one that is there. */
  readonly createFile: (folder: string, name: string, text: string) => Promise<"created" | "taken" | "refused">;
  readonly showReferences: (spots: readonly Spot[]) => Promise<void>;
  readonly showProblems: () => Promise<void>;
  /** Shows where the user decides whether to trust the workspace. */
  readonly manageTrust: () => Promise<void>;
}

/** The editor as it is. */
export function createEditor(server: Server): Editor {
  const doubleClicks = createDoubleClicks(Date.now);
  return {
    insertReference: async (name) => {
      const done = doubleClicks.click(name, stateOfFile());
      if (!done) return returnToFile();
      const insertion = await insertReference(server, name);
      done(stateOfFile());
      return insertion;
    },
    referenceText: (name) => {
      const editor = fileEditor();
      return editor ? textAt(server, editor, name, { start: editor.selection.active }) : plainText(server, name);
    },
    copy: async (text) => env.clipboard.writeText(text),
    ignoreName: (name) => refusalOf(ignoreName(name)),
    workspaceFolders,
    shareSettings: (settings, folder) => refusalOf(shareSettings(settings, folder)),
    createFile,
    showReferences,
    showProblems: async () => commands.executeCommand("workbench.actions.view.problems"),
    manageTrust: async () => commands.executeCommand("workbench.trust.manage"),
  };
}

/** How often references are made for a file that changes under them, as one does that is saved and formatted. */
const mostAttempts = 3;

async function insertReference(server: Server, name: string): Promise<Insertion> {
  // Another file that the user turns to meanwhile is not meant.
  const editor = fileEditor();
  if (!editor) return "nowhere";
  let insertion: Insertion = "changed";
  for (let attempt = 0; attempt < mostAttempts && insertion === "changed"; attempt++)
    insertion = await insertInto(editor, server, name);
  return insertion;
}

async function insertInto(editor: TextEditor, server: Server, name: string): Promise<Insertion> {
  const { document } = editor;
  const version = document.version;
  const places = await Promise.all(
    editor.selections.map(async (selection) => ({
      selection,
      text: await textAt(server, editor, name, selection),
    })),
  );
  if (document.isClosed) return "nowhere";
  if (document.version !== version) return "changed";
  const inserted = await editor.edit((edit) => {
    for (const { selection, text } of places) edit.replace(selection, text);
  });
  // The editor says that it did it in a file that is read-only, too.
  if (!inserted || document.version === version) return "nowhere";
  // What was inserted stays selected otherwise, and the next key would delete it.
  editor.selections = editor.selections.map(({ end }) => new Selection(end, end));
  await focus(editor);
  return "inserted";
}

/** Tells the file that takes names, as it stands, from any other one and from what it was before. */
function stateOfFile(): string {
  const document = fileEditor()?.document;
  return document ? `${document.version} ${document.uri.toString()}` : "";
}

/** The second half of a double click has led out of the file once more. */
async function returnToFile(): Promise<Insertion> {
  const editor = fileEditor();
  if (editor) await focus(editor);
  return "inserted";
}

/** A cell is shown with its notebook, and not by itself; and so is one side of a comparison, which has no column of its own. */
async function focus({ document, viewColumn }: TextEditor): Promise<void> {
  const notebook = notebookOf(document);
  const place = viewColumn === undefined ? {} : { viewColumn };
  if (notebook !== undefined) await window.showNotebookDocument(notebook, place);
  else if (viewColumn === undefined) await commands.executeCommand("workbench.action.focusActiveEditorGroup");
  else await window.showTextDocument(document, place);
}

/** The active editor; where that is an output channel or the like, the file in view, if there is but one. */
function fileEditor(): TextEditor | undefined {
  const { activeTextEditor, visibleTextEditors } = window;
  if (activeTextEditor && takesNames(activeTextEditor)) return activeTextEditor;
  const [only, ...others] = visibleTextEditors.filter(takesNames);
  return others.length === 0 ? only : undefined;
}

function takesNames({ document }: TextEditor): boolean {
  return languages.match(documents, document) > 0;
}

function textAt(
  server: Server,
  { document }: TextEditor,
  name: string,
  { start, end }: { readonly start: Position; readonly end?: Position },
): Promise<string> {
  const { languageId, uri } = document;
  const place = { languageId, uri: toServer(uri), position: asPlain(start), ...(end ? { end: asPlain(end) } : {}) };
  return server.request(referenceTextRequest, { name, ...place });
}

/** Without the editor's own fields, which do not travel. */
function asPlain({ line, character }: Position) {
  return { line, character };
}

function plainText(server: Server, name: string): Promise<string> {
  return server.request(referenceTextRequest, { name, languageId: "plaintext" });
}

/** Why the editor could not write settings, in its own words: their file may not be in order, or not be saved. */
async function refusalOf(writing: Promise<void>): Promise<string | undefined> {
  try {
    await writing;
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function ignoreName(name: string): Promise<void> {
  // What a workspace says replaces what the user says elsewhere, so it has to be taken over.
  const everywhere = workspace.getConfiguration(prefix).get<readonly string[]>("ignore", []);
  const { workspaceFile, workspaceFolders = [] } = workspace;
  // Without a file of the workspace there is one folder at most, and its settings are those of the workspace.
  const folders = (workspaceFile === undefined ? [] : workspaceFolders).map(({ uri }) => ({
    uri: uri.toString(),
    own: workspace.getConfiguration(prefix, uri).inspect<readonly string[]>("ignore")?.workspaceFolderValue,
  }));
  const target = workspace.workspaceFolders === undefined ? ConfigurationTarget.Global : ConfigurationTarget.Workspace;
  for (const { folder, names } of ignoreLists(name, { workspace: everywhere, folders })) {
    if (folder === undefined) await workspace.getConfiguration(prefix).update("ignore", names, target);
    else
      await workspace
        .getConfiguration(prefix, Uri.parse(folder))
        .update("ignore", names, ConfigurationTarget.WorkspaceFolder);
  }
}

async function shareSettings(settings: Readonly<Record<string, string>>, folder: string | undefined): Promise<void> {
  const configuration = workspace.getConfiguration(prefix, folder === undefined ? undefined : Uri.parse(folder));
  const target = folder === undefined ? ConfigurationTarget.Workspace : ConfigurationTarget.WorkspaceFolder;
  for (const [key, value] of Object.entries(settings)) {
    const { workspaceValue, workspaceFolderValue } = configuration.inspect<string>(key) ?? {};
    const before = folder === undefined ? workspaceValue : workspaceFolderValue;
    const after = value === "" ? undefined : value;
    if (before !== after) await configuration.update(key, after, target);
  }
}

function workspaceFolders(): readonly NamedFolder[] {
  const active = window.activeTextEditor && folderOf(window.activeTextEditor.document);
  const folders = [...(workspace.workspaceFolders ?? [])].sort((a, b) => Number(b === active) - Number(a === active));
  return toldApart(folders.map(({ name, uri }) => ({ name, uri: uri.toString() })));
}

async function createFile(...[folder, name, text]: Parameters<Editor["createFile"]>): ReturnType<Editor["createFile"]> {
  const uri = Uri.joinPath(Uri.parse(folder), name);
  const edit = new WorkspaceEdit();
  edit.createFile(uri, { overwrite: false, ignoreIfExists: false, contents: new TextEncoder().encode(text) });
  const outcome = (await workspace.applyEdit(edit)) ? "created" : (await isThere(uri)) ? "taken" : "refused";
  if (outcome !== "refused") await commands.executeCommand("vscode.open", uri);
  return outcome;
}

async function isThere(uri: Uri): Promise<boolean> {
  return workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}

async function showReferences(spots: readonly Spot[]): Promise<void> {
  const locations = spots.map(({ uri, line, character, length }) => {
    return new Location(fromServer(uri), new Range(line, character, line, character + length));
  });
  const first = locations[0];
  if (!first) return;
  // The list is shown in the file of the first place, which has to be open for that.
  await window.showTextDocument(first.uri, { selection: first.range });
  await commands.executeCommand("editor.action.showReferences", first.uri, first.range.start, locations);
}

import type {
  CodeAction,
  CompletionItem,
  CompletionList,
  Diagnostic,
  DocumentDiagnosticReport,
  Hover,
  TextDocumentEdit,
  WorkspaceEdit,
} from "vscode-languageserver/node";
import { CompletionTriggerKind } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { renderNotes, withCursor } from "../marked";
import type { TestServer } from "./server";
import { folder } from "./server";

const languageIds: Record<string, string> = {
  ts: "typescript",
  tsx: "typescriptreact",
  js: "javascript",
  py: "python",
  sh: "shellscript",
  yaml: "yaml",
  yml: "yaml",
  json: "json",
  md: "markdown",
  txt: "plaintext",
  html: "html",
  example: "dotenv",
};

/** Opens a file in the server as an editor would, or changes it when it is open. */
export async function openFile(server: TestServer, path: string, text: string): Promise<TextDocument> {
  const uri = `${folder}/${path}`;
  const languageId = languageIds[path.slice(path.lastIndexOf(".") + 1)] ?? "plaintext";
  const version = (versions.get(server)?.get(uri) ?? 0) + 1;
  versions.set(server, new Map(versions.get(server)).set(uri, version));
  if (version === 1)
    await server.connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId, version, text },
    });
  else
    await server.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges: [{ text }],
    });
  return TextDocument.create(uri, languageId, version, text);
}

const versions = new WeakMap<TestServer, ReadonlyMap<string, number>>();

/**
 * What is offered at `█`, in the order of the list, and the text after taking the first that has this label. With a character, that
 * was typed there.
 */
export async function complete(server: TestServer, path: string, marked: string, triggerCharacter?: string) {
  const { text, offset } = withCursor(marked);
  const document = await openFile(server, path, text);
  const answer = await server.connection.sendRequest<CompletionList | null>("textDocument/completion", {
    textDocument: { uri: document.uri },
    position: document.positionAt(offset),
    ...(triggerCharacter && { context: { triggerKind: CompletionTriggerKind.TriggerCharacter, triggerCharacter } }),
  });
  const items = [...(answer?.items ?? [])].sort((a, b) => ((a.sortText ?? "") < (b.sortText ?? "") ? -1 : 1));
  return {
    items,
    isIncomplete: answer?.isIncomplete ?? false,
    labels: items.map(({ label }) => label),
    textAfter: (label: string) => {
      const edit = items.find((item) => item.label === label)?.textEdit;
      if (edit === undefined || !("range" in edit)) throw new Error(`Nothing called ${label} is offered`);
      return TextDocument.applyEdits(document, [edit]);
    },
  };
}

/** What the server reports for an open file in the end: an editor is told to ask again when all files have been looked into. */
export async function diagnose(server: TestServer, document: TextDocument): Promise<readonly Diagnostic[]> {
  await diagnoseNow(server, document);
  await server.connection.sendRequest("workspace/symbol", { query: "" });
  return diagnoseNow(server, document);
}

/** What the server reports for an open file at once. */
export async function diagnoseNow(server: TestServer, document: TextDocument): Promise<readonly Diagnostic[]> {
  const report = await server.connection.sendRequest<DocumentDiagnosticReport>("textDocument/diagnostic", {
    textDocument: { uri: document.uri },
  });
  return report.kind === "full" ? report.items : [];
}

/** The text with what is reported under its lines: `^^^^ warning undeclared: the sentence`. */
export function renderDiagnostics(document: TextDocument, diagnostics: readonly Diagnostic[]): string {
  const notes = diagnostics.map(({ range, severity, code, message }) => ({
    start: document.offsetAt(range.start),
    end: document.offsetAt(range.end),
    words: `${["", "error", "warning", "information", "hint"][severity ?? 0] ?? ""} ${code ?? ""}: ${typeof message === "string" ? message : message.value}`,
  }));
  return renderNotes(document.getText(), notes);
}

/** What can be done about the problems of an open file, each with the texts after its edit, by path. */
export async function quickFixes(server: TestServer, document: TextDocument) {
  const diagnostics = await diagnose(server, document);
  const actions = await server.connection.sendRequest<CodeAction[]>("textDocument/codeAction", {
    textDocument: { uri: document.uri },
    range: { start: document.positionAt(0), end: document.positionAt(document.getText().length) },
    context: { diagnostics },
  });
  return actions.map((action) => ({ ...action, textsAfter: textsAfter(server, action.edit, document) }));
}

/** The texts of all files that an edit changes, by path; `open` is the one that the editor holds. */
export function textsAfter(
  server: TestServer,
  edit: WorkspaceEdit | null | undefined,
  open: TextDocument,
): Record<string, string> {
  const edits = (edit?.documentChanges ?? []) as TextDocumentEdit[];
  const byUri = edits.map(({ textDocument: { uri }, edits: changes }) => [uri, changes] as const);
  return Object.fromEntries(
    [...byUri, ...Object.entries(edit?.changes ?? {})].map(([uri, changes]) => {
      const path = uri.slice(folder.length + 1);
      const before = uri === open.uri ? open : TextDocument.create(uri, "", 0, server.disk.get(path) ?? "");
      return [path, TextDocument.applyEdits(before, changes as Parameters<typeof TextDocument.applyEdits>[1])];
    }),
  );
}

/** What the hover at `█` shows, as Markdown; undefined when there is none. */
export async function hover(server: TestServer, path: string, marked: string): Promise<string | undefined> {
  const { text, offset } = withCursor(marked);
  const document = await openFile(server, path, text);
  const answer = await server.connection.sendRequest<Hover | null>("textDocument/hover", {
    textDocument: { uri: document.uri },
    position: document.positionAt(offset),
  });
  const contents = answer?.contents;
  return contents !== undefined && typeof contents === "object" && "value" in contents ? contents.value : undefined;
}

/** The item with this label. */
export function itemCalled(items: readonly CompletionItem[], label: string): CompletionItem {
  const item = items.find((candidate) => candidate.label === label);
  if (item === undefined) throw new Error(`Nothing called ${label} is offered`);
  return item;
}

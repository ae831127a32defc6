import type { ClientCapabilities, Location, Range, TextDocumentEdit, WorkspaceEdit } from "vscode-languageserver";
import { LSPErrorCodes, ResponseError } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { counted } from "../../shared/counted";
import { renamedNotification } from "../../shared/protocol";
import { nameProblem } from "../analysis/nameProblem";
import { replacementFor } from "../analysis/renaming";
import { readText } from "../workspace/files";
import { normalizeUri } from "../workspace/uris";
import type { Feature, Parts } from "./feature";
import { signalOf } from "./messages";
import { nameAt } from "./nameAt";
import { declarationsIn, locationOf, rangeOf } from "./places";

/** Another name in code and manifests. What is stored keeps its name: no service can rename it without its value. */
export const rename: Feature = {
  capabilities: ({ textDocument }) => ({
    renameProvider: textDocument?.rename?.prepareSupport === true ? { prepareProvider: true } : true,
  }),
  register: (parts, capabilities) => {
    const { connection, documents } = parts;
    connection.onPrepareRename(({ textDocument, position }) => {
      const document = documents.get(textDocument.uri);
      if (document === undefined) return null;
      const named = nameAt(document, document.offsetAt(position), parts);
      return named === undefined ? null : { range: rangeOf(named, document), placeholder: named.name };
    });
    connection.onRenameRequest(async ({ textDocument, position, newName }, token) => {
      const document = documents.get(textDocument.uri);
      const named = document && nameAt(document, document.offsetAt(position), parts);
      if (named === undefined || named.name === newName) return null;
      return renamed(named.name, newName, { parts, capabilities, signal: signalOf(token) });
    });
  },
};

interface Renaming {
  readonly parts: Parts;
  readonly capabilities: ClientCapabilities;
  readonly signal: AbortSignal;
}

async function renamed(from: string, to: string, { parts, capabilities, signal }: Renaming): Promise<WorkspaceEdit> {
  refuseBadName(to, parts);
  const { uses, complete } = await parts.references.usesOf(from, signal);
  if (!complete) throw refusal("Not every file could be looked at. Try again in a moment.");
  const declared = declarationsIn(parts).filter(({ name }) => name === from);
  const files = byFile([...uses.map(locationOf), ...declared.map(({ location }) => location)]);
  const needsPreview = files.size > 1 && capabilities.workspace?.workspaceEdit?.changeAnnotationSupport !== undefined;
  const documentChanges = [...files].map(([uri, ranges]) => editIn(uri, ranges, { to, needsPreview, parts }));
  offerNewName(from, to, parts);
  if (!needsPreview) return { documentChanges };
  const label = `Rename ${from} to ${to} in ${counted(files.size, "file")}`;
  return { documentChanges, changeAnnotations: { [annotationId]: { label, needsConfirmation: true } } };
}

const annotationId = "rename";

function refuseBadName(name: string, { active }: Parts): void {
  const rule = active.catalog()?.capabilities;
  const problem = rule && nameProblem(name, rule, false);
  if (problem !== undefined) throw refusal(problem);
}

function refusal(message: string): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, message);
}

/** What is stored cannot be renamed without its value, which nobody here has: the new name needs one of its own. */
function offerNewName(from: string, to: string, { active, connection }: Parts): void {
  const { secrets } = active.state();
  if (secrets.has(from) && !secrets.has(to)) void connection.sendNotification(renamedNotification.method, { from, to });
}

function byFile(locations: readonly Location[]): ReadonlyMap<string, readonly Range[]> {
  const files = new Map<string, Range[]>();
  for (const { uri, range } of locations) {
    const ranges = files.get(uri);
    if (ranges === undefined) files.set(uri, [range]);
    else if (!ranges.some((known) => isSame(known, range))) ranges.push(range);
  }
  return files;
}

function isSame(a: Range, b: Range): boolean {
  return a.start.line === b.start.line && a.start.character === b.start.character;
}

interface EditContext {
  readonly to: string;
  readonly needsPreview: boolean;
  readonly parts: Parts;
}

function editIn(uri: string, ranges: readonly Range[], { to, needsPreview, parts }: EditContext): TextDocumentEdit {
  const open = parts.documents.all().find((document) => normalizeUri(document.uri) === uri);
  const document = open ?? TextDocument.create(uri, "", 0, readText(parts.world.files, uri) ?? "");
  const edits = ranges.map((range) => ({
    range,
    newText: replacementFor(document.getText(), document.offsetAt(range.start), document.offsetAt(range.end), to),
    ...(needsPreview ? { annotationId } : {}),
  }));
  return { textDocument: { uri: document.uri, version: open?.version ?? null }, edits };
}

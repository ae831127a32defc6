import type { ClientCapabilities, Location, Range, TextDocumentEdit, WorkspaceEdit } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { counted } from "../../shared/counted";
import { replacementFor } from "../analysis/renaming";
import { readText } from "../workspace/files";
import { normalizeUri } from "../workspace/uris";
import type { Parts } from "./feature";

const annotationId = "rename";

/** Writes another name at these places. Where several files change, the editor is asked to show the changes first. */
export function replaceAt(
  places: readonly Location[],
  replacement: {
    readonly from: string;
    readonly to: string;
    readonly parts: Parts;
    readonly capabilities: ClientCapabilities;
  },
): WorkspaceEdit {
  const { from, to, parts, capabilities } = replacement;
  const files = byFile(places);
  const needsPreview = files.size > 1 && capabilities.workspace?.workspaceEdit?.changeAnnotationSupport !== undefined;
  const documentChanges = [...files].map(([uri, ranges]) => editIn(uri, ranges, { from, to, needsPreview, parts }));
  if (!needsPreview) return { documentChanges };
  const label = `Rename ${from} to ${to} in ${counted(files.size, "file")}`;
  return { documentChanges, changeAnnotations: { [annotationId]: { label, needsConfirmation: true } } };
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
  readonly from: string;
  readonly to: string;
  readonly needsPreview: boolean;
  readonly parts: Parts;
}

function editIn(
  uri: string,
  ranges: readonly Range[],
  { from, to, needsPreview, parts }: EditContext,
): TextDocumentEdit {
  const open = parts.documents.all().find((document) => normalizeUri(document.uri) === uri);
  const document = open ?? TextDocument.create(uri, "", 0, readText(parts.world.files, uri) ?? "");
  // A field of a settings class is spelled in its own way, and so is whatever uses it: that is left to people.
  const isSpelled = (range: Range): boolean => {
    const text = document.getText(range);
    return text === from || text.toUpperCase() !== from;
  };
  const edits = ranges.filter(isSpelled).map((range) => ({
    range,
    newText: replacementFor(document.getText(), document.offsetAt(range.start), document.offsetAt(range.end), to),
    ...(needsPreview ? { annotationId } : {}),
  }));
  return { textDocument: { uri: document.uri, version: open?.version ?? null }, edits };
}

import type { Location, Range, TextDocumentEdit, WorkspaceEdit } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { replacementFor } from "../analysis/renaming";
import { languageIdOf } from "../languages/index";
import { readText } from "../workspace/files";
import { normalizeUri } from "../workspace/uris";
import type { Parts } from "./feature";
import { fitsAt } from "./fitting";
import { refusal } from "./messages";

/**
 * Writes another name at these places. The editor is not asked to have that confirmed: VS Code would show the changes with none
 * of them ticked (`bulkEditPreview.ts`), and *Apply* would change nothing. Who wants to look first presses Ctrl+Enter.
 */
export function replaceAt(places: readonly Location[], replacement: Replacement): WorkspaceEdit {
  return { documentChanges: [...byFile(places)].map(([uri, ranges]) => editIn(uri, ranges, replacement)) };
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

interface Replacement {
  readonly from: string;
  readonly to: string;
  readonly parts: Parts;
}

function editIn(uri: string, ranges: readonly Range[], { from, to, parts }: Replacement): TextDocumentEdit {
  const open = parts.documents.all().find((document) => normalizeUri(document.uri) === uri);
  const document = open ?? TextDocument.create(uri, languageIdOf(uri), 0, readText(parts.world.files, uri) ?? "");
  const text = document.getText();
  // A field of a settings class is spelled in its own way, and so is whatever uses it: that is left to people. And a file that
  // changed unseen may have anything there.
  const spelled = ranges.filter((range) => document.getText(range) === from);
  const edits = spelled.map((range) => {
    const start = document.offsetAt(range.start);
    if (!fitsAt(to, { text, start, languageId: document.languageId })) throw refusal(cannotStand(to, uri));
    const newText = replacementFor(text, start, document.offsetAt(range.end), to);
    return { range, newText };
  });
  return { textDocument: { uri: document.uri, version: open?.version ?? null }, edits };
}

function cannotStand(name: string, uri: string): string {
  const file = decodeURIComponent(uri.slice(uri.lastIndexOf("/") + 1));
  return `${name} cannot be written in ${file} the way the name is used there. Capital letters, digits and underscores always can.`;
}

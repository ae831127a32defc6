import { TextDocument } from "vscode-languageserver-textdocument";
import { languageOf } from "../languages/index";
import type { Reference } from "../languages/reference";
import type { WorkspaceFiles } from "./files";

/** Where a name is used: zero-based line, UTF-16 column and length. */
export interface Use {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
  readonly length: number;
}

/** The uses of names in all files of the workspace. URIs are normalized. */
export interface ReferenceIndex {
  /** Reads what is listed and not yet known; in slices, so that typing is not held up. */
  readonly build: (listed: readonly string[], signal: AbortSignal) => Promise<void>;
  /** Forgets the files that are not listed any more. */
  readonly keepOnly: (listed: readonly string[]) => void;
  /** Takes over the references of one open file. */
  readonly set: (uri: string, document: TextDocument) => void;
  /** Forgets what was known of a file, to be read again when it is next needed. */
  readonly invalidate: (uri: string) => void;
  readonly usesOf: (name: string) => readonly Use[];
}

interface IndexedName extends Use {
  readonly name: string;
}

/** How long one slice may hold the thread, in milliseconds. */
const sliceMilliseconds = 8;

/** An index that knows nothing yet. */
export function createReferenceIndex(files: WorkspaceFiles): ReferenceIndex {
  const byFile = new Map<string, readonly IndexedName[]>();

  return {
    build: async (listed, signal) => {
      let sliceStart = performance.now();
      for (const uri of listed) {
        if (signal.aborted) return;
        if (byFile.has(uri)) continue;
        byFile.set(uri, await readNames(files, uri));
        if (performance.now() - sliceStart < sliceMilliseconds) continue;
        await nextTurn();
        sliceStart = performance.now();
      }
    },
    keepOnly: (listed) => {
      const kept = new Set(listed);
      for (const uri of byFile.keys()) if (!kept.has(uri)) byFile.delete(uri);
    },
    set: (uri, document) => {
      byFile.set(uri, namesIn(document, uri));
    },
    invalidate: (uri) => {
      byFile.delete(uri);
    },
    usesOf: (name) =>
      [...byFile.values()].flatMap((names) =>
        names
          .filter((use) => use.name === name)
          .map(({ uri, line, character, length }) => ({ uri, line, character, length })),
      ),
  };
}

async function readNames(files: WorkspaceFiles, uri: string): Promise<readonly IndexedName[]> {
  if (languageOf("", uri) === undefined) return [];
  const text = await files.read(uri);
  return text === undefined ? [] : namesIn(TextDocument.create(uri, "", 0, text), uri);
}

function namesIn(document: TextDocument, uri: string): readonly IndexedName[] {
  const text = document.getText();
  const references = languageOf(document.languageId, uri)?.references(text, document.languageId) ?? [];
  return references.map((reference) => toUse(reference, document, uri));
}

function toUse({ name, start, end }: Reference, document: TextDocument, uri: string): IndexedName {
  return { name, uri, ...document.positionAt(start), length: end - start };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

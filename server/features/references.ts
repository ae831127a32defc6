import type { TextDocument } from "vscode-languageserver-textdocument";
import { referenceTextRequest, usageRequest, usesRequest } from "../../shared/protocol";
import { languageOf } from "../languages/index";
import type { Use } from "../workspace/referenceIndex";
import type { Feature } from "./feature";
import { answer } from "./messages";

/** Where names are used, and how a file refers to one. */
export const references: Feature = {
  capabilities: () => ({}),
  register: (parts) => {
    answer(parts, usesRequest, async ({ name }, signal) => {
      const { uses, complete } = await parts.references.usesOf(name, signal);
      const needs = uses.filter(isNeed);
      const files = new Set(needs.map(({ uri }) => uri)).size;
      const locations = uses.map(({ uri, line, character, length }) => ({ uri, line, character, length }));
      return { references: needs.length, files, complete, locations };
    });
    answer(parts, usageRequest, async (_, signal) => {
      // Without a folder there is no project whose uses could be known: no file was looked at.
      const complete = (await parts.references.update(signal)) && parts.folders.all().length > 0;
      parts.references.takeOpen();
      const uses = [...parts.references.files()].flatMap(parts.references.usesIn).filter(isNeed);
      const counts = new Map<string, number>();
      for (const { name } of uses) counts.set(name, (counts.get(name) ?? 0) + 1);
      return { complete, uses: Object.fromEntries(counts) };
    });
    answer(parts, referenceTextRequest, ({ name, languageId, uri, position }) => {
      const document = uri === undefined ? undefined : parts.documents.get(uri);
      const offset = position === undefined ? undefined : document?.offsetAt(position);
      const inText = document !== undefined && offset !== undefined && wantsInline(document, offset);
      return inText ? inlineText(name) : (languageOf(languageId, uri ?? "")?.accessor(name) ?? inlineText(name));
    });
  },
};

/** What only sets or removes a name does not break without it. */
function isNeed({ kind }: Use): boolean {
  return kind !== "write" && kind !== "delete";
}

/** Whether `<NAME>` would be understood at this place: inside a string, say, where an accessor would be mere text. */
function wantsInline(document: TextDocument, offset: number): boolean {
  const text = document.getText();
  const withBracket = `${text.slice(0, offset)}<${text.slice(offset)}`;
  const context = languageOf(document.languageId, document.uri)?.contextAt(
    withBracket,
    offset + 1,
    document.languageId,
  );
  return context?.form === "angle";
}

function inlineText(name: string): string {
  return /^[A-Z][A-Z0-9_]+$/.test(name) ? `<${name}>` : `<secret>${name}</secret>`;
}

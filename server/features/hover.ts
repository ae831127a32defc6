import type { Hover } from "vscode-languageserver";
import { MarkupKind } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { ageInWords } from "../../shared/age";
import type { Knowledge } from "../analysis/knowledge";
import { declaredWords, descriptionOf, statesByEnvironment } from "../analysis/words";
import { accountName } from "./accountName";
import type { Feature, Parts } from "./feature";
import { escapeMarkdown } from "./markdown";
import { nameAt } from "./nameAt";
import { knowledgeOf } from "./subject";

/** Shows what is known of the name under the cursor: its state per environment, never a value. */
export const hover: Feature = {
  capabilities: () => ({ hoverProvider: true }),
  register: (parts) => {
    parts.connection.onHover(({ textDocument, position }) => {
      const document = parts.documents.get(textDocument.uri);
      return document === undefined ? null : hoverAt(document, document.offsetAt(position), parts);
    });
  },
};

function hoverAt(document: TextDocument, offset: number, parts: Parts): Hover | null {
  const named = nameAt(document, offset, parts);
  if (named === undefined) return null;
  const knowledge = knowledgeOf(document.uri, parts);
  const { name, start, end } = named;
  // Most `<NAME>` in the world are placeholders: about those there is nothing to say.
  const { scope, catalog } = knowledge;
  if (!scope.declared.has(name) && !scope.known.has(name) && !catalog.secrets.has(name)) return null;
  return {
    contents: { kind: MarkupKind.Markdown, value: describe(name, knowledge, parts) },
    range: { start: document.positionAt(start), end: document.positionAt(end) },
  };
}

/** Where all this comes from, and how old it is. */
function sourceOf({ active, world }: Parts): string {
  const { status, checkedAt } = active.state();
  const age = ageInWords(checkedAt, world.now());
  if (age === "") return "";
  const source = `${accountName(active.account())}, checked ${age}`;
  return status.kind === "complete"
    ? source
    : `${source}, ${status.kind === "partial" ? "in part" : "not reached since"}`;
}

function describe(name: string, knowledge: Knowledge, parts: Parts): string {
  const { active } = parts;
  const secret = knowledge.catalog.secrets.get(name);
  const words = [declaredWords(name, knowledge), secret?.managed === true ? "managed by the provider" : ""];
  // What only comes with a manifest, or through it, nobody has to store.
  const isStorable = secret !== undefined || knowledge.scope.declared.has(name);
  const states = isStorable ? statesByEnvironment(name, active.state().environments, knowledge) : [];
  const table = states.map(({ environment, words: state }) => `| ${escapeMarkdown(environment)} | ${state} |`);
  return [
    `**${escapeMarkdown(name)}**`,
    words
      .filter((part) => part !== "")
      .map(escapeMarkdown)
      .join(", "),
    escapeMarkdown(descriptionOf(name, knowledge)),
    table.length === 0 ? "" : ["| Environment | Value |", "| --- | --- |", ...table].join("\n"),
    isStorable ? escapeMarkdown(sourceOf(parts)) : "",
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

import type { Hover } from "vscode-languageserver";
import { MarkupKind } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { ageInWords } from "../../shared/age";
import { counted } from "../../shared/counted";
import type { Environment } from "../../shared/secret";
import type { Knowledge } from "../analysis/knowledge";
import { declaredWords, descriptionOf, statesByEnvironment } from "../analysis/words";
import { accountName } from "./accountName";
import type { Feature, Parts } from "./feature";
import { escapeMarkdown } from "./markdown";
import { signalOf } from "./messages";
import { nameAt } from "./nameAt";
import { knowledgeOf } from "./subject";

/** Shows what is known of the name under the cursor: its state per environment, never a value. */
export const hover: Feature = {
  capabilities: () => ({ hoverProvider: true }),
  register: (parts) => {
    parts.connection.onHover(({ textDocument, position }, token) => {
      const document = parts.documents.get(textDocument.uri);
      if (document === undefined) return null;
      return hoverAt(document, document.offsetAt(position), { parts, signal: signalOf(token) });
    });
  },
};

async function hoverAt(
  document: TextDocument,
  offset: number,
  { parts, signal }: { readonly parts: Parts; readonly signal: AbortSignal },
): Promise<Hover | null> {
  const named = nameAt(document, offset, parts);
  if (named === undefined) return null;
  const knowledge = knowledgeOf(document.uri, parts);
  const { name, start, end } = named;
  // Most `<NAME>` in the world are placeholders: about those there is nothing to say.
  const { scope, catalog } = knowledge;
  if (!scope.declared.has(name) && !scope.known.has(name) && !catalog.secrets.has(name)) return null;
  const { environments } = parts.accounts.at(document.uri).state;
  const footer = [await usesOf(name, parts, signal), sourceOf(document.uri, parts)]
    .filter((words) => words !== "")
    .join(" · ");
  return {
    contents: { kind: MarkupKind.Markdown, value: describe(name, knowledge, { environments, footer }) },
    range: { start: document.positionAt(start), end: document.positionAt(end) },
  };
}

/** How often the workspace needs the name; empty while not every file has been looked at. */
async function usesOf(name: string, { folders, references }: Parts, signal: AbortSignal): Promise<string> {
  const { uses, complete } = await references.knownUsesOf(name, signal);
  if (!complete || !folders.areSeen()) return "";
  const needs = uses.filter(({ kind }) => kind !== "write" && kind !== "delete");
  const files = new Set(needs.map(({ uri }) => uri)).size;
  return needs.length === 0 ? "no uses" : `${counted(needs.length, "use")} in ${counted(files, "file")}`;
}

/** Where all this comes from, and how old it is. */
function sourceOf(uri: string, { accounts, world }: Parts): string {
  const { account, state } = accounts.at(uri);
  const { status, checkedAt } = state;
  const age = ageInWords(checkedAt, world.now());
  if (age === "") return "";
  const source = `${accountName(account)}, checked ${age}`;
  return status.kind === "complete"
    ? source
    : `${source}, ${status.kind === "partial" ? "in part" : "not reached since"}`;
}

function describe(
  name: string,
  knowledge: Knowledge,
  { environments, footer }: { readonly environments: readonly Environment[]; readonly footer: string },
): string {
  const secret = knowledge.catalog.secrets.get(name);
  const words = [declaredWords(name, knowledge), secret?.managed === true ? "managed by the provider" : ""];
  // What only comes with a manifest, or through it, nobody has to store.
  const isStorable = secret !== undefined || knowledge.scope.declared.has(name);
  const states = isStorable ? statesByEnvironment(name, environments, knowledge) : [];
  const table = states.map(({ environment, words: state }) => `| ${escapeMarkdown(environment)} | ${state} |`);
  return [
    `**${escapeMarkdown(name)}**`,
    words
      .filter((part) => part !== "")
      .map(escapeMarkdown)
      .join(", "),
    escapeMarkdown(descriptionOf(name, knowledge)),
    table.length === 0 ? "" : ["| Environment | Value |", "| --- | --- |", ...table].join("\n"),
    isStorable ? escapeMarkdown(footer) : "",
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

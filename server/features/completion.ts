import type { CompletionItem, CompletionList, Position, Range } from "vscode-languageserver";
import { CompletionItemKind, CompletionTriggerKind, MarkupKind } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { jobSuggestions } from "../analysis/jobSuggestions";
import type { Suggestion } from "../analysis/suggestions";
import { suggestionsFor, wholeAccessors } from "../analysis/suggestions";
import { manifestFormatOf } from "../manifests/index";
import type { ManifestContext } from "../manifests/manifest";
import { contextIn, languageOfDocument, referencesOf } from "../workspace/documents";
import { wordOfCodeAt } from "../languages/wholeAccessor";
import { jobSecretAt } from "../languages/yaml/workflow";
import type { Feature, Parts } from "./feature";
import { fitsAt, fitsInTag } from "./fitting";
import { escapeMarkdown } from "./markdown";
import { isWorkflowFile, knowledgeOf } from "./subject";

/** Completes names where one is being typed: `process.env.█`, `"<█"`. */
export const completion: Feature = {
  capabilities: () => ({
    completionProvider: { triggerCharacters: ["<", ">", ".", '"', "'", "`", "[", "{", "$", "(", "@", ":"] },
  }),
  register: (parts) => {
    parts.connection.onCompletion(({ textDocument, position, context }) => {
      const document = parts.documents.get(textDocument.uri);
      if (document === undefined) return null;
      const offset = document.offsetAt(position);
      parts.world.keepCode?.("started");
      if (context?.triggerCharacter === ":" && !leadsToName(document, position)) return null;
      const isTyped = context?.triggerKind !== CompletionTriggerKind.TriggerCharacter;
      return complete(document, offset, parts) ?? (isTyped ? completeWhole(document, offset, parts) : null);
    });
  },
};

/** Of all colons, which code and settings are full of, that of `${env:` and `$env:` stands in front of a name. */
function leadsToName(document: TextDocument, { line, character }: Position): boolean {
  const start = { line, character: Math.max(0, character - "env:".length) };
  return /env:$/i.test(document.getText({ start, end: { line, character } }));
}

function complete(document: TextDocument, offset: number, parts: Parts): CompletionList | null {
  const inManifest = manifestFormatOf(document.uri)?.contextAt(document.getText(), offset);
  if (inManifest !== undefined) return completeInManifest(document, inManifest, parts);
  const context = contextIn(document, offset);
  if (context === undefined) return null;
  const surroundings = surroundingsOf(document, context, parts);
  const isHeldToActions = surroundings.knowledge.actions !== undefined && isWorkflowFile(document.uri, parts);
  const typed = isHeldToActions ? jobSecretAt(document.getText(), context.start) : undefined;
  const suggestions =
    typed === undefined ? suggestionsFor(context, surroundings) : jobSuggestions(context, typed, surroundings);
  return toList(
    suggestions.filter(({ name }) => (context.form === "angle" ? fitsInTag(name) : fits(name, context, document))),
    document,
    parts,
  );
}

/** Names that the manifest does not have yet, and the words of its format. */
function completeInManifest(document: TextDocument, context: ManifestContext, parts: Parts): CompletionList {
  const { start, end, suffix, words } = context;
  const taken = new Set(context.taken);
  const names =
    suffix === undefined
      ? []
      : suggestionsFor({ form: "accessor", start, end, suffix }, surroundingsOf(document, context, parts));
  const list = toList(
    names.filter(({ name }) => !taken.has(name) && fits(name, context, document)),
    document,
    parts,
  );
  const range = { start: document.positionAt(start), end: document.positionAt(end) };
  const items = words.map(({ label, insert, description }, index) => ({
    label,
    kind: CompletionItemKind.Property,
    // Words stand above names, in the order that they are written in.
    sortText: ` ${String(index)}`,
    textEdit: { range, newText: insert },
    documentation: description,
  }));
  return { ...list, items: [...items, ...list.items] };
}

function fits(name: string, { start }: { readonly start: number }, document: TextDocument): boolean {
  return fitsAt(name, { text: document.getText(), start, languageId: document.languageId });
}

/** `OPENAI` in code becomes `process.env.OPENAI_API_KEY`. */
async function completeWhole(document: TextDocument, offset: number, parts: Parts): Promise<CompletionList | null> {
  const language = languageOfDocument(document);
  if (language === undefined) return null;
  const word = wordOfCodeAt(language, document.getText(), { offset, languageId: document.languageId });
  if (word === undefined || !(await parts.settings.of(document.uri))["completion.wholeAccessors"]) return null;
  const { accessor } = language;
  return toList(wholeAccessors(word, accessor, surroundingsOf(document, word, parts)), document, parts);
}

function surroundingsOf(document: TextDocument, { start, end }: { start: number; end: number }, parts: Parts) {
  const { environments } = parts.accounts.at(document.uri).state;
  // What is being typed is no use yet.
  const others = referencesOf(document).filter((reference) => reference.end < start || reference.start > end);
  return {
    knowledge: knowledgeOf(document.uri, parts),
    nameOf: (id: string): string => environments.find((environment) => environment.id === id)?.name ?? id,
    usedNearby: new Set(others.map(({ name }) => name)),
  };
}

function toList(suggestions: readonly Suggestion[], document: TextDocument, { accounts }: Parts): CompletionList {
  const items = suggestions.map((suggestion) => {
    const { start, end } = suggestion;
    return toItem(suggestion, { start: document.positionAt(start), end: document.positionAt(end) });
  });
  return { isIncomplete: accounts.at(document.uri).state.status.kind === "unknown", items };
}

function toItem(suggestion: Suggestion, range: Range): CompletionItem {
  const { label, insert, filter, state, detail, description, places, sortText } = suggestion;
  const documentation = [escapeMarkdown(description), escapeMarkdown(places)]
    .filter((part) => part !== "")
    .join("\n\n");
  return {
    label,
    labelDetails: { description: state },
    kind: CompletionItemKind.Constant,
    detail,
    filterText: filter,
    sortText,
    textEdit: { range, newText: insert },
    ...(documentation === "" ? {} : { documentation: { kind: MarkupKind.Markdown, value: documentation } }),
  };
}

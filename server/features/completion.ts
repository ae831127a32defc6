import type { CompletionItem, CompletionList, Range } from "vscode-languageserver";
import { CompletionItemKind, MarkupKind } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Suggestion } from "../analysis/suggestions";
import { suggestionsFor } from "../analysis/suggestions";
import { languageOfDocument } from "../workspace/documents";
import type { Feature, Parts } from "./feature";
import { escapeMarkdown } from "./markdown";
import { knowledgeOf } from "./subject";

/** Completes names where one is being typed: `process.env.█`, `"<█"`. */
export const completion: Feature = {
  capabilities: () => ({
    completionProvider: { triggerCharacters: ["<", ">", ".", '"', "'", "`", "[", "{", "$", "("] },
  }),
  register: (parts) => {
    parts.connection.onCompletion(({ textDocument, position }) => {
      const document = parts.documents.get(textDocument.uri);
      return document === undefined ? null : complete(document, document.offsetAt(position), parts);
    });
  },
};

function complete(document: TextDocument, offset: number, parts: Parts): CompletionList | null {
  const context = languageOfDocument(document)?.contextAt(document.getText(), offset, document.languageId);
  if (context === undefined) return null;
  const { status, environments } = parts.active.state();
  const nameOf = (id: string): string => environments.find((environment) => environment.id === id)?.name ?? id;
  const suggestions = suggestionsFor(context, knowledgeOf(document.uri, parts), nameOf);
  const range = { start: document.positionAt(context.start), end: document.positionAt(context.end) };
  return { isIncomplete: status.kind === "unknown", items: suggestions.map((suggestion) => toItem(suggestion, range)) };
}

function toItem(suggestion: Suggestion, range: Range): CompletionItem {
  const { label, insert, state, detail, description, places, sortText } = suggestion;
  const documentation = [escapeMarkdown(description), escapeMarkdown(places)]
    .filter((part) => part !== "")
    .join("\n\n");
  return {
    label,
    labelDetails: { description: state },
    kind: CompletionItemKind.Constant,
    detail,
    filterText: insert,
    sortText,
    textEdit: { range, newText: insert },
    ...(documentation === "" ? {} : { documentation: { kind: MarkupKind.Markdown, value: documentation } }),
  };
}

import type { CodeAction } from "vscode-languageserver";
import { CodeActionKind } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { commandIds } from "../../shared/ids";
import type { Problem } from "../analysis/problem";
import { silencingChanges } from "../analysis/silencing";
import type { Language } from "../languages/reference";
import type { TextChange } from "../manifests/manifest";
import { languageOfDocument } from "../workspace/documents";
import { silenceIn } from "../workspace/readReferences";
import { toDiagnostic } from "./toDiagnostic";

/** Ways to have a problem not reported: by a comment at this place, or in the whole workspace. */
export function ignoreActions(problem: Problem, document: TextDocument): readonly CodeAction[] {
  const { name } = problem;
  if (name === "") return [];
  const common = {
    kind: CodeActionKind.QuickFix,
    diagnostics: [toDiagnostic(problem, (offset) => document.positionAt(offset))],
  };
  const here = commentFor(problem, document);
  const title = `Ignore ${name} in this workspace`;
  const command = { title, command: commandIds.ignore, arguments: [{ name }] };
  return [
    ...(here === undefined ? [] : [{ ...common, title: `Ignore ${name} here`, edit: insertion(here, document) }]),
    { ...common, title, command },
  ];
}

function insertion({ span, text }: TextChange, document: TextDocument) {
  const at = document.positionAt(span.start);
  const textDocument = { uri: document.uri, version: document.version };
  return { documentChanges: [{ textDocument, edits: [{ range: { start: at, end: at }, newText: text }] }] };
}

/** The first comment that does what it is meant to, and nothing else. */
function commentFor({ name, start }: Problem, document: TextDocument): TextChange | undefined {
  const language = languageOfDocument(document);
  if (language === undefined) return undefined;
  const text = document.getText();
  const { languageId } = document;
  const before = namesIn(text, language, languageId);
  return silencingChanges({ text, language: language.id, name, start }).find((change) => {
    const after = text.slice(0, change.span.start) + change.text + text.slice(change.span.start);
    if (namesIn(after, language, languageId) !== before) return false;
    if (silenceIn(after, language, languageId)?.(start + change.text.length, name) !== true) return false;
    return !hasMarkup.has(language.id) || isCode({ text, change, language, languageId });
  });
}

function namesIn(text: string, language: Language, languageId: string): string {
  return language
    .references(text, languageId)
    .map(({ name }) => name)
    .join(" ");
}

/** Families in which `//` may be text between tags. */
const hasMarkup: ReadonlySet<string> = new Set(["javascript", "components", "php"]);

const probe = "INLINE_SECRETS_PROBE";

/** Whether an expression in the place of the comment would be one: then the comment is one, too. In markup it is the other way. */
function isCode(place: {
  readonly text: string;
  readonly change: TextChange;
  readonly language: Language;
  readonly languageId: string;
}): boolean {
  const { text, change, language, languageId } = place;
  const comment = change.text.trimStart();
  const accessor = language.accessor(probe);
  const line = comment.startsWith("{") ? `{${accessor}}\n` : `${accessor};\n`;
  const probed = text.slice(0, change.span.start) + line + text.slice(change.span.start);
  const isSeen = language.references(probed, languageId).some(({ name }) => name === probe);
  return isSeen !== comment.startsWith("<!--");
}

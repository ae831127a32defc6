import type {
  ClientCapabilities,
  CodeAction,
  CodeActionParams,
  TextDocumentEdit,
  TextEdit,
} from "vscode-languageserver";
import { CodeActionKind } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { commandIds, prefix } from "../../shared/ids";
import type { DeclarationTargets, DeclareFix, Fix } from "../analysis/fixes";
import { fixesFor } from "../analysis/fixes";
import type { Problem } from "../analysis/problem";
import { manifestFormatOf } from "../manifests/index";
import type { TextChange } from "../manifests/manifest";
import { readText } from "../workspace/files";
import { folderOf, normalizeUri } from "../workspace/uris";
import type { Feature, Parts } from "./feature";
import { fitsAt } from "./fitting";
import { ignoreActions } from "./ignoreActions";
import { signalOf } from "./messages";
import { nameAt } from "./nameAt";
import { commandsFor, signInAction } from "./problemActions";
import { canResolveEdits, replaceEverywhere, resolveReplaceEverywhere } from "./replaceEverywhere";
import { problemsOf } from "./problems";
import { subjectOf } from "./subject";
import { toDiagnostic } from "./toDiagnostic";
import { editFormOf } from "./workspaceEdits";

/** Ways out of a problem: set it, declare it, write what was meant, or have it ignored. */
export const codeActions: Feature = {
  capabilities: (client) => ({
    codeActionProvider: {
      codeActionKinds: [CodeActionKind.QuickFix, fixAllKind],
      resolveProvider: canResolveEdits(client),
    },
  }),
  register: (parts, client) => {
    const { ofAction } = editFormOf(client);
    parts.connection.onCodeAction(async (params) => {
      const document = parts.documents.get(params.textDocument.uri);
      if (document === undefined) return [];
      const problems = problemsOf(await subjectOf(document, parts), parts);
      return [
        ...(wants(params, CodeActionKind.QuickFix) ? quickFixes(document, problems, { params, parts, client }) : []),
        ...(params.context.only !== undefined && wants(params, fixAllKind) ? fixAll(document, problems, parts) : []),
      ].map(ofAction);
    });
    parts.connection.onCodeActionResolve(async (action, token) =>
      ofAction(await resolveReplaceEverywhere(action, { parts, signal: signalOf(token) })),
    );
  },
};

/** What can be put right without a second thought, for those who have it done on saving. */
const fixAllKind = `${CodeActionKind.SourceFixAll}.${prefix}`;

function wants({ context }: CodeActionParams, kind: string): boolean {
  return context.only === undefined || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
}

/** Of so many problems at once nobody mends one after the other, and each of their fixes takes a look at the whole file. */
const mostProblems = 20;

interface QuickFixRequest {
  readonly params: CodeActionParams;
  readonly parts: Parts;
  readonly client: ClientCapabilities;
}

function quickFixes(
  document: TextDocument,
  problems: readonly Problem[],
  { params, parts, client }: QuickFixRequest,
): readonly CodeAction[] {
  const start = document.offsetAt(params.range.start);
  const end = document.offsetAt(params.range.end);
  const touched = problems.filter((problem) => problem.start <= end && start <= problem.end).slice(0, mostProblems);
  const isAtName = nameAt(document, start, parts) !== undefined;
  return [
    ...touched.flatMap((problem) => actionsFor(problem, document, { parts, client })),
    ...(isAtName ? signInAction(document.uri, parts) : []),
  ];
}

function actionsFor(
  problem: Problem,
  document: TextDocument,
  { parts, client }: Pick<QuickFixRequest, "parts" | "client">,
): readonly CodeAction[] {
  const diagnostics = [toDiagnostic(problem, (offset) => document.positionAt(offset))];
  const fixes = fixesFor(problem, targetsFor(document.uri, parts));
  return [
    ...fixes.flatMap((fix) => toAction({ fix, problem, document, parts })),
    ...(canResolveEdits(client) ? replaceEverywhere(problem, diagnostics) : []),
    ...commandsFor(problem, document.uri, parts).map((command) => {
      return { title: command.title, kind: CodeActionKind.QuickFix, diagnostics, command };
    }),
    ...ignoreActions(problem, document),
  ];
}

/** Slips of case, and entries that stand twice. */
function fixAll(document: TextDocument, problems: readonly Problem[], parts: Parts): readonly CodeAction[] {
  const edits = problems
    .filter(({ code }) => code === "wrong-case" || code === "duplicate-declaration")
    .flatMap((problem) =>
      fixesFor(problem, { manifests: [], lists: [] }).flatMap((fix) => toAction({ fix, problem, document, parts })),
    )
    .flatMap(({ edit }) => (edit?.documentChanges ?? []) as TextDocumentEdit[])
    .flatMap((change) => change.edits as TextEdit[]);
  if (edits.length === 0) return [];
  const textDocument = { uri: document.uri, version: document.version };
  const documentChanges = [{ textDocument, edits: withoutOverlaps(edits, document) }];
  return [{ title: "Fix all names that are wrong in case or repeated", kind: fixAllKind, edit: { documentChanges } }];
}

/** Two entries beside each other share a comma, and only one can take it away; the other goes with the next saving. */
function withoutOverlaps(edits: readonly TextEdit[], document: TextDocument): TextEdit[] {
  const kept: TextEdit[] = [];
  let end = 0;
  for (const edit of [...edits].sort((a, b) => document.offsetAt(a.range.start) - document.offsetAt(b.range.start))) {
    if (document.offsetAt(edit.range.start) < end) continue;
    kept.push(edit);
    end = document.offsetAt(edit.range.end);
  }
  return kept;
}

/** The manifests of the nearest folder that has any. */
function targetsFor(uri: string, { declarations }: Parts): DeclarationTargets {
  const { manifests, lists } = declarations.scopeOf(normalizeUri(uri));
  return { manifests: nearest(manifests), lists: nearest(lists) };
}

function nearest(manifests: readonly { readonly uri: string }[]): readonly string[] {
  const uris = manifests.map(({ uri }) => uri);
  return uris.filter((uri) => folderOf(uri) === folderOf(uris[0] ?? ""));
}

interface FixInDocument {
  readonly fix: Fix;
  readonly problem: Problem;
  readonly document: TextDocument;
  readonly parts: Parts;
}

function toAction({ fix, problem, document, parts }: FixInDocument): readonly CodeAction[] {
  const common = {
    kind: CodeActionKind.QuickFix,
    diagnostics: [toDiagnostic(problem, (offset) => document.positionAt(offset))],
  };
  switch (fix.kind) {
    case "set": {
      const title = `Set ${fix.name}…`;
      return [
        {
          ...common,
          title,
          isPreferred: true,
          command: { title, command: commandIds.add, arguments: [{ name: fix.name }] },
        },
      ];
    }
    case "replace": {
      // A field of a settings class is spelled in its own way, and so is whatever uses it.
      const written = document.getText().slice(fix.start, fix.end);
      if (written !== problem.name && written.toUpperCase() === problem.name) return [];
      const place = { text: document.getText(), start: fix.start, languageId: document.languageId };
      if (!fitsAt(fix.name, place)) return [];
      const edit = changesTo(
        document,
        [{ span: { start: fix.start, end: fix.end }, text: fix.name }],
        document.version,
      );
      const title = replaceTitles[problem.code]?.(fix.name) ?? `Did you mean ${fix.name}?`;
      return [{ ...common, title, isPreferred: true, edit: { documentChanges: [edit] } }];
    }
    case "remove": {
      const changes = manifestFormatOf(document.uri)?.remove(document.getText(), fix.start);
      if (changes === undefined) return [];
      const edit = changesTo(document, changes, document.version);
      const isRepeated = problem.code === "duplicate-declaration";
      const title = `Remove the ${isRepeated ? "repeated" : "unused"} ${fix.name}`;
      return [{ ...common, title, isPreferred: isRepeated, edit: { documentChanges: [edit] } }];
    }
    case "declare":
      return declareAction(fix, parts).map((action) => ({ ...common, ...action }));
  }
}

const replaceTitles: Partial<Record<Problem["code"], (name: string) => string>> = {
  "invalid-name": (name) => `Rename to ${name}`,
  "wrong-case": (name) => `Correct the case: ${name}`,
};

function declareAction(
  { name, as, manifest: uri }: DeclareFix,
  { declarations, documents, accounts, world }: Parts,
): readonly CodeAction[] {
  const manifest = declarations.get(uri);
  const open = documents.all().find((document) => normalizeUri(document.uri) === uri);
  // A file that changed without anybody hearing of it is taken as it is by now.
  const text = open?.getText() ?? readText(world.files, uri);
  if (manifest === undefined || text === undefined) return [];
  const description = accounts.at(uri).state.secrets.get(name)?.description ?? "";
  const declaration = { name, required: as === "required", description };
  const changes = manifestFormatOf(uri)?.declare(text, declaration);
  if (changes === undefined) return [];
  const document = open ?? TextDocument.create(uri, "", 0, text);
  const edit = changesTo(document, changes, open?.version ?? null);
  const title = as === "listed" ? `List ${name} in ${manifest.label}` : `Declare ${name} in ${manifest.label} (${as})`;
  return [{ title, edit: { documentChanges: [edit] } }];
}

function changesTo(document: TextDocument, changes: readonly TextChange[], version: number | null): TextDocumentEdit {
  const edits: TextEdit[] = changes.map(({ span, text }) => ({
    range: { start: document.positionAt(span.start), end: document.positionAt(span.end) },
    newText: text,
  }));
  return { textDocument: { uri: document.uri, version }, edits };
}

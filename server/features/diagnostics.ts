import type {
  CancellationToken,
  ClientCapabilities,
  Diagnostic,
  DocumentDiagnosticReport,
  WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver";
import { DiagnosticSeverity } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { findProblems } from "../analysis/findProblems";
import type { Problem } from "../analysis/problem";
import type { Manifest } from "../workspace/declarations";
import { normalizeUri } from "../workspace/uris";
import type { Feature, Parts } from "./feature";
import { fingerprint } from "./fingerprint";
import { knowledgeOf, subjectOf } from "./subject";

/**
 * Problems of open files, and of the manifests of the workspace even when nobody has opened them. Editors that can, ask for
 * them and are told to ask again; others are sent them.
 */
export const diagnostics: Feature = {
  capabilities: (client) =>
    canPull(client)
      ? {
          diagnosticProvider: {
            identifier: "inlineSecrets",
            interFileDependencies: true,
            workspaceDiagnostics: true,
          },
        }
      : {},
  register: (parts, client) => {
    if (canPull(client)) registerPull(parts, client);
    else registerPush(parts);
  },
};

function canPull(client: ClientCapabilities): boolean {
  return client.textDocument?.diagnostic !== undefined;
}

function registerPull(parts: Parts, client: ClientCapabilities): void {
  const { connection, documents } = parts;
  const changes = createChangeSignal();
  onAnyChange(parts, () => {
    changes.tell();
    if (client.workspace?.diagnostics?.refreshSupport === true) void connection.languages.diagnostics.refresh();
  });
  connection.languages.diagnostics.on(async ({ textDocument, previousResultId }) => {
    const document = documents.get(textDocument.uri);
    const items = document === undefined ? [] : await diagnose(document, parts);
    return reportFor(items, previousResultId);
  });
  connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }, token) => {
    const previous = new Map(previousResultIds.map(({ uri, value }) => [normalizeUri(uri), { uri, value }]));
    // The editor asks again as soon as it has an answer: without news, the answer waits for some.
    let items = await workspaceReports(parts, previous);
    while (items.length === 0 && !token.isCancellationRequested) {
      await changes.next(token);
      items = await workspaceReports(parts, previous);
    }
    return { items };
  });
}

function registerPush(parts: Parts): void {
  const { connection, documents } = parts;
  const push = async (document: TextDocument): Promise<void> => {
    const { version } = document;
    const items = await diagnose(document, parts);
    if (documents.get(document.uri)?.version !== version) return;
    await connection.sendDiagnostics({ uri: document.uri, version, diagnostics: items });
  };
  documents.onDidChangeContent(({ document }) => void push(document));
  documents.onDidClose(({ document }) => void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] }));
  onAnyChange(parts, () => {
    for (const document of documents.all()) void push(document);
  });
}

/** Everything besides the text itself that a file's problems depend on. Changes in quick succession count as one. */
function onAnyChange({ active, declarations, settings }: Parts, listener: () => void): void {
  let waiting = false;
  const tell = (): void => {
    if (waiting) return;
    waiting = true;
    setImmediate(() => {
      waiting = false;
      listener();
    });
  };
  active.onDidChange(tell);
  declarations.onDidChange(tell);
  settings.onDidChange(tell);
}

async function diagnose(document: TextDocument, parts: Parts): Promise<Diagnostic[]> {
  const subject = await subjectOf(document, parts);
  return findProblems(subject).map((problem) => toDiagnostic(problem, document));
}

/** A problem as the editor shows it. */
export function toDiagnostic(problem: Problem, document: TextDocument): Diagnostic {
  return {
    range: { start: document.positionAt(problem.start), end: document.positionAt(problem.end) },
    severity: severities[problem.severity],
    code: problem.code,
    source: "secrets",
    message: problem.message,
  };
}

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

function reportFor(items: Diagnostic[], previousResultId: string | undefined): DocumentDiagnosticReport {
  const resultId = fingerprint(JSON.stringify(items));
  return resultId === previousResultId ? { kind: "unchanged", resultId } : { kind: "full", resultId, items };
}

/** Reports for the manifests that nobody has open, and for files that are gone: only those that differ from `previous`. */
async function workspaceReports(
  parts: Parts,
  previous: ReadonlyMap<string, { readonly uri: string; readonly value: string }>,
): Promise<WorkspaceDocumentDiagnosticReport[]> {
  const open = new Set(parts.documents.keys().map(normalizeUri));
  const closed = parts.declarations.all().filter(({ uri }) => !open.has(uri));
  const reports = await Promise.all(closed.map((manifest) => manifestReport(manifest, parts)));
  const changed = reports.filter(({ uri, resultId }) => previous.get(uri)?.value !== resultId);
  const gone = [...previous].filter(
    ([uri, { value }]) => value !== nothing && !parts.declarations.get(uri) && !open.has(uri),
  );
  return [
    ...changed,
    ...gone.map(([, { uri }]) => ({ kind: "full" as const, uri, version: null, items: [], resultId: nothing })),
  ];
}

async function manifestReport({ uri, text, reading }: Manifest, parts: Parts) {
  const document = TextDocument.create(uri, "", 0, text);
  const settings = await parts.settings.of(uri);
  const problems = findProblems({
    language: "",
    references: [],
    manifest: reading,
    knowledge: knowledgeOf(uri, parts),
    settings,
  });
  const items = problems.map((problem) => toDiagnostic(problem, document));
  return { kind: "full" as const, uri, version: null, items, resultId: fingerprint(JSON.stringify(items)) };
}

const nothing = fingerprint("[]");

interface ChangeSignal {
  readonly tell: () => void;
  /** Resolves at the next change, or when the request is cancelled. */
  readonly next: (token: CancellationToken) => Promise<void>;
}

function createChangeSignal(): ChangeSignal {
  let wake: (() => void)[] = [];
  return {
    tell: () => {
      const sleepers = wake;
      wake = [];
      for (const resolve of sleepers) resolve();
    },
    next: (token) =>
      new Promise((resolve) => {
        wake.push(resolve);
        token.onCancellationRequested(() => {
          resolve();
        });
      }),
  };
}

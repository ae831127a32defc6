import type { ClientCapabilities, Diagnostic, DocumentDiagnosticReport } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { normalizeUri } from "../workspace/uris";
import type { Feature, Parts } from "./feature";
import { signalOf } from "./messages";
import type { FileReport } from "./problemReports";
import { createProblemReports, emptyReport, reportOn } from "./problemReports";
import { problemsOf } from "./problems";
import { subjectOf } from "./subject";
import { toDiagnostic } from "./toDiagnostic";
import { registerWorkspaceDiagnostics } from "./workspaceDiagnostics";

/**
 * Problems of open files, and of all others of the workspace. Editors that can, ask for them and are told to ask again; others
 * are sent those of open files.
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
  onAnyChange(parts, () => {
    // An editor that is going away need not answer.
    if (client.workspace?.diagnostics?.refreshSupport === true)
      connection.languages.diagnostics.refresh().catch(() => undefined);
  });
  const reports = createProblemReports(parts);
  registerWorkspaceDiagnostics(parts, reports);
  connection.languages.diagnostics.on(async ({ textDocument, previousResultId }, token) => {
    const document = documents.get(textDocument.uri);
    if (document !== undefined) return reportFor(await reportOnOpen(document, parts), previousResultId);
    // The editor asks one last time for a file that it has closed, and keeps what it is told.
    await reports.update(signalOf(token));
    return reportFor(reports.all().get(normalizeUri(textDocument.uri)) ?? emptyReport, previousResultId);
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
function onAnyChange(parts: Parts, listener: () => void): void {
  const { accounts, declarations, mentions, preflight, settings, short, spared, written } = parts;
  let waiting = false;
  const tell = (): void => {
    if (waiting) return;
    waiting = true;
    setImmediate(() => {
      waiting = false;
      listener();
    });
  };
  accounts.onDidChange(tell);
  declarations.onDidChange(tell);
  mentions.onDidChange(tell);
  preflight.onDidChange(tell);
  settings.onDidChange(tell);
  short.onDidChange(tell);
  spared.onDidChange(tell);
  written.onDidChange(tell);
}

/**
 * What is told of an open document is told anew with each of its versions. The editor moves what it underlines with each edit,
 * to where nothing is wrong if the edit replaced that text, and leaves it there for as long as it hears that nothing changed.
 */
async function reportOnOpen(document: TextDocument, parts: Parts): Promise<FileReport> {
  const { version } = document;
  const { items, resultId } = reportOn(await diagnose(document, parts));
  return { items, resultId: items.length === 0 ? resultId : `${resultId} ${version}` };
}

async function diagnose(document: TextDocument, parts: Parts): Promise<Diagnostic[]> {
  const subject = await subjectOf(document, parts);
  return problemsOf(subject, parts).map((problem) => toDiagnostic(problem, (offset) => document.positionAt(offset)));
}

function reportFor({ items, resultId }: FileReport, previousResultId: string | undefined): DocumentDiagnosticReport {
  return resultId === previousResultId ? { kind: "unchanged", resultId } : { kind: "full", resultId, items };
}

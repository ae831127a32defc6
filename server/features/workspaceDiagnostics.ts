import type {
  CancellationToken,
  WorkspaceDiagnosticParams,
  WorkspaceDiagnosticReport,
  WorkspaceFullDocumentDiagnosticReport,
} from "vscode-languageserver";
import { normalizeUri } from "../workspace/uris";
import type { Parts } from "./feature";
import { signalOf } from "./messages";
import type { FileReport, ProblemReports } from "./problemReports";
import { emptyReport } from "./problemReports";

/**
 * Answers the question for the problems of the whole workspace. An editor that takes partial results is sent them for as long
 * as it leaves the question open: what there is, and then each change. Another one gets an answer as soon as there is news, and
 * asks again. Either way no report is sent that the editor has.
 */
export function registerWorkspaceDiagnostics(parts: Parts, reports: ProblemReports): void {
  const open = new Set<OpenQuestion>();
  parts.documents.onDidClose(({ document }) => {
    // The editor drops what it had of a file that it closes.
    for (const { sent } of open) sent.delete(normalizeUri(document.uri));
  });
  reports.onDidChange(() => {
    for (const question of open) question.wake();
  });
  parts.connection.languages.diagnostics.onWorkspace(async (params, token, _progress, partial) => {
    const question = createQuestion(params, token);
    open.add(question);
    try {
      return await answer(question, {
        parts,
        reports,
        report:
          partial === undefined
            ? undefined
            : (news) => {
                partial.report(news);
              },
      });
    } finally {
      open.delete(question);
    }
  });
}

/** A question that waits for its answer, or for news. */
interface OpenQuestion {
  readonly token: CancellationToken;
  /** The ids of the reports that the editor has, by normalized URI. */
  readonly sent: Map<string, string>;
  readonly wake: () => void;
  /** Resolves when there may be news since it was last asked, or when nobody waits any more. */
  readonly news: () => Promise<void>;
}

function createQuestion({ previousResultIds }: WorkspaceDiagnosticParams, token: CancellationToken): OpenQuestion {
  let isAwake = false;
  let resume = (): void => undefined;
  const wake = (): void => {
    isAwake = true;
    resume();
  };
  token.onCancellationRequested(wake);
  return {
    token,
    sent: new Map(previousResultIds.map(({ uri, value }) => [normalizeUri(uri), value])),
    wake,
    news: async () => {
      if (!isAwake) await new Promise<void>((resolve) => (resume = resolve));
      isAwake = false;
    },
  };
}

interface Answering {
  readonly parts: Parts;
  readonly reports: ProblemReports;
  /** Sends a part of the answer, when the editor takes parts. */
  readonly report: ((news: WorkspaceDiagnosticReport) => void) | undefined;
}

async function answer(
  question: OpenQuestion,
  { parts, reports, report }: Answering,
): Promise<WorkspaceDiagnosticReport> {
  const { token } = question;
  const signal = signalOf(token);
  const take = (isUpToDate: boolean) => {
    return token.isCancellationRequested ? [] : newsFor(question, { reports: reports.all(), isUpToDate }, parts);
  };
  const send = (items: WorkspaceDiagnosticReport["items"]): void => {
    if (items.length > 0) report?.({ items });
  };
  while (!token.isCancellationRequested) {
    await reports.update(signal, () => {
      if (report !== undefined) send(take(false));
    });
    const items = take(true);
    if (report === undefined && items.length > 0) return { items };
    send(items);
    parts.world.keepCode?.("indexed");
    parts.world.releaseMemory?.();
    await question.news();
  }
  return { items: [] };
}

/** The reports that the editor does not have yet, and empty ones for files whose problems are gone. */
function newsFor(
  { sent }: OpenQuestion,
  { reports, isUpToDate }: { readonly reports: ReadonlyMap<string, FileReport>; readonly isUpToDate: boolean },
  { documents }: Parts,
): WorkspaceFullDocumentDiagnosticReport[] {
  const open = new Set(documents.keys().map(normalizeUri));
  const news: WorkspaceFullDocumentDiagnosticReport[] = [];
  const tell = (uri: string, { items, resultId }: FileReport): void => {
    if (open.has(uri) || sent.get(uri) === resultId) return;
    sent.set(uri, resultId);
    news.push({ kind: "full", uri, version: null, items, resultId });
  };
  for (const [uri, report] of reports) tell(uri, report);
  // What has not been looked at yet may have problems after all.
  if (!isUpToDate) return news;
  for (const uri of sent.keys()) if (!reports.has(uri)) tell(uri, emptyReport);
  return news;
}

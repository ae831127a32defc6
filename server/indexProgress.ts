import type { Connection } from "vscode-languageserver";
import type { StartWork } from "./workspace/longWork";

/** How long nobody is bothered, in milliseconds: a first index mostly takes less. */
const patience = 500;

/** How often numbers change, in milliseconds: as fast as they can be read. */
const reportPause = 100;

const title = "Finding references";

/** Shows the search for references to the user when it takes long, where the editor can do that, and lets it be cancelled. */
export function createIndexProgress({ window }: Pick<Connection, "window">): StartWork {
  return (signal) => {
    const cancelled = new AbortController();
    let current = { percentage: 0, message: "" };
    let reportedAt = 0;
    let isOver = false;
    let reporter: Awaited<ReturnType<typeof window.createWorkDoneProgress>> | undefined;

    const show = async (): Promise<void> => {
      reporter = await window.createWorkDoneProgress();
      reporter.token.onCancellationRequested(() => {
        cancelled.abort();
      });
      if (isOver) reporter.done();
      else reporter.begin(title, current.percentage, current.message, true);
    };
    const timer = setTimeout(() => {
      // An editor that refuses shows nothing.
      show().catch(() => undefined);
    }, patience);

    return {
      signal: AbortSignal.any([signal, cancelled.signal]),
      report: (done, total) => {
        const message = `${done.toLocaleString("en")} of ${total.toLocaleString("en")}`;
        current = { percentage: Math.floor((100 * done) / total), message };
        if (performance.now() - reportedAt < reportPause) return;
        reportedAt = performance.now();
        reporter?.report(current.percentage, message);
      },
      isCancelledByUser: () => cancelled.signal.aborted,
      end: () => {
        isOver = true;
        clearTimeout(timer);
        reporter?.done();
      },
    };
  };
}

import { preflightRequest } from "../../shared/protocol";
import type { PreflightOutcome, Snapshot } from "../../shared/protocol";
import { counted } from "../../shared/counted";
import type { Editor } from "../editor";
import type { Server } from "../languageClient";
import type { Questions } from "./questions";
import { serviceName, whereOf } from "./words";

/** What the check needs from its surroundings. */
export interface CheckWorld {
  readonly questions: Questions;
  readonly server: Pick<Server, "attempt">;
  readonly editor: Pick<Editor, "showProblems">;
  readonly snapshot: Snapshot;
}

const showProblems = "Show Problems";

/** Asks the service whether it would run with what is declared. What it says stands at the declarations; here it is counted. */
export async function checkBeforeRunning({ questions, server, editor, snapshot }: CheckWorld): Promise<void> {
  const service = serviceName(snapshot);
  if (snapshot.can?.preflight === false) {
    const known = "What Inline Secrets knows by itself stands in the Problems view.";
    void questions.tell("information", `${service} has no check before running. ${known}`);
    return;
  }
  const result = await questions.busy(`Asking ${service}…`, (signal) =>
    server.attempt(preflightRequest, whereOf(snapshot), signal),
  );
  if (result.kind === "failed") {
    if (result.failure.kind === "cancelled") return;
    void questions.tell("error", `Nothing was checked. ${result.failure.message}`);
  } else if (result.value.findings === 0) {
    void questions.tell("information", allIsWell(service, result.value));
  } else {
    const answer = await questions.tell("warning", whatWasFound(service, result.value), showProblems);
    if (answer === showProblems) await editor.showProblems();
  }
}

function allIsWell(service: string, { names }: PreflightOutcome): string {
  if (names === 0) return "No manifest here declares a secret: there is nothing to check.";
  return `${service} would run this: it was asked about ${counted(names, "declared secret")}.`;
}

function whatWasFound(service: string, { names, findings }: PreflightOutcome): string {
  return `${service} would not run this: ${counted(findings, "problem")} with ${counted(names, "declared secret")}.`;
}

import { usageRequest } from "../../shared/protocol";
import { coverageInMarkdown, coverageOf } from "../coverage/model";
import type { Command } from "../parts";

/** Copies the matrix of names and environments as Markdown. */
export const copyCoverage: Command = async ({ editor, questions, server, snapshots }) => {
  const snapshot = await snapshots.load();
  const usage = await questions.busy("Counting uses…", (signal) => server.request(usageRequest, {}, signal));
  await editor.copy(coverageInMarkdown(coverageOf(snapshot, usage)));
  questions.mention("The coverage was copied as Markdown.");
};

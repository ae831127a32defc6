import { asked } from "../flows/asked";
import { usageRequest } from "../../shared/protocol";
import { coverageInMarkdown, coverageOf } from "../coverage/model";
import type { Command } from "../parts";

/** Copies the matrix of names and environments as Markdown. */
export const copyCoverage: Command = async ({ editor, questions, server, snapshots }) => {
  const snapshot = await snapshots.load();
  const usage = await asked({ questions, server }, "Counting uses…", usageRequest, {});
  if (usage === undefined) return;
  await editor.copy(coverageInMarkdown(coverageOf(snapshot, usage)));
  questions.mention("The coverage was copied as Markdown.");
};

import type { Command } from "../parts";
import { whichSecret } from "./whichSecret";

/** Copies the name of a secret. */
export const copyName: Command = async (parts, argument) => {
  const row = await whichSecret(parts, argument, {
    title: "Copy Name",
    suits: () => true,
    none: "There is no secret to copy.",
  });
  if (!row) return;
  await parts.editor.copy(row.name);
  parts.questions.mention(`${row.name} was copied to the clipboard.`);
};

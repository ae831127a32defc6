import type { Command } from "../parts";
import { whichSecret } from "./whichSecret";

/** Copies the name of a secret. */
export const copyName: Command = async (parts, argument) => {
  const found = await whichSecret(parts, argument, {
    title: "Copy Name",
    suits: () => true,
    none: "There is no secret to copy.",
  });
  if (!found) return;
  const { name } = found.row;
  await parts.editor.copy(name);
  parts.questions.mention(`${name} was copied to the clipboard.`);
};

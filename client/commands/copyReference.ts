import type { Command } from "../parts";
import { whichSecret } from "./whichSecret";

/** Copies a reference to a secret, in the form of the open file's language. */
export const copyReference: Command = async (parts, argument) => {
  const found = await whichSecret(parts, argument, {
    title: "Copy Reference",
    suits: () => true,
    none: "There is no secret to refer to.",
  });
  if (!found) return;
  const text = await parts.editor.referenceText(found.row.name);
  await parts.editor.copy(text);
  parts.questions.mention(`${text} was copied to the clipboard.`);
};

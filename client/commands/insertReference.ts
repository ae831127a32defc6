import type { Command } from "../parts";
import { whichSecret } from "./whichSecret";

/** Writes a reference at the cursors, in the form of the open file's language; without an editor it goes to the clipboard. */
export const insertReference: Command = async (parts, argument) => {
  const found = await whichSecret(parts, argument, {
    title: "Insert Reference",
    suits: () => true,
    none: "There is no secret to refer to.",
  });
  if (!found) return;
  const insertion = await parts.editor.insertReference(found.row.name);
  if (insertion === "inserted") return;
  const text = await parts.editor.referenceText(found.row.name);
  await parts.editor.copy(text);
  const why = insertion === "nowhere" ? "No file is open that takes text" : "The file kept changing";
  void parts.questions.tell("information", `${why}: ${text} was copied to the clipboard.`);
};

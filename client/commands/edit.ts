import { editSecret } from "../flows/changeSecret";
import type { Command } from "../parts";
import { isEditable, whichSecret } from "./whichSecret";

/** Changes the value or the description of a secret. */
export const edit: Command = async (parts, argument) => {
  const found = await whichSecret(parts, argument, {
    title: "Edit Secret",
    suits: isEditable,
    none: "There is no secret to edit.",
  });
  if (found) await editSecret({ ...parts, snapshot: found.snapshot }, found.row);
};

import { deleteSecret } from "../flows/deleteSecret";
import type { Command } from "../parts";
import { isEditable, whichSecret } from "./whichSecret";

/** Deletes a secret, after saying what would break. */
export const deleteCommand: Command = async (parts, argument) => {
  const found = await whichSecret(parts, argument, {
    title: "Delete Secret",
    suits: isEditable,
    none: "There is no secret to delete.",
  });
  if (found) await deleteSecret({ ...parts, snapshot: found.snapshot }, found.row);
};

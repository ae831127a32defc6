import { deleteSecret } from "../flows/deleteSecret";
import type { Command } from "../parts";
import { isEditable, whichSecret } from "./whichSecret";

/** Deletes a secret, after saying what would break. */
export const deleteCommand: Command = async (parts, argument) => {
  const row = await whichSecret(parts, argument, {
    title: "Delete Secret",
    suits: isEditable,
    none: "There is no secret to delete.",
  });
  const snapshot = parts.snapshots.current();
  if (row && snapshot) await deleteSecret({ ...parts, snapshot }, row);
};

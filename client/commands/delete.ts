import { deleteSecret } from "../flows/deleteSecret";
import { isEditable, whichSecret } from "./whichSecret";
import { writing } from "./writing";

/** Deletes a secret, after saying what would break. */
export const deleteCommand = writing(async (parts, argument) => {
  const found = await whichSecret(parts, argument, {
    title: "Delete Secret",
    suits: isEditable,
    none: "There is no secret to delete.",
  });
  if (found) await deleteSecret({ ...parts, snapshot: found.snapshot }, found.row);
});

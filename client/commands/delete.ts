import { deleteSecret } from "../flows/deleteSecret";
import { isEditable, whichSecret } from "./whichSecret";
import { writing } from "./writing";

/** What is being asked about. A double click on the button would have it asked once more behind the first time. */
const asking = new Set<string>();

/** Deletes a secret, after saying what would break. */
export const deleteCommand = writing(async (parts, argument) => {
  const found = await whichSecret(parts, argument, {
    title: "Delete Secret",
    suits: isEditable,
    none: "There is no secret to delete.",
  });
  if (!found || asking.has(found.row.name)) return;
  const { row, snapshot } = found;
  asking.add(row.name);
  try {
    await deleteSecret({ ...parts, snapshot }, row);
  } finally {
    asking.delete(row.name);
  }
});

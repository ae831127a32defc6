import { editSecret } from "../flows/changeSecret";
import { isStored } from "../flows/rows";
import { add } from "./add";
import { isEditable, nameIn, whichSecret } from "./whichSecret";
import { writing } from "./writing";

/** Changes the value or the description of a secret; a name that is not stored yet gets its first value. */
export const edit = writing(async (parts, argument) => {
  const found = await whichSecret(parts, argument, {
    title: "Edit Secret",
    // Only where the name is given: a list to choose from would be long.
    suits: (row) => isEditable(row) || (row.name === nameIn(argument) && !row.managed && row.stored === "missing"),
    none: "There is no secret to edit.",
  });
  if (!found) return;
  if (isStored(found.row)) await editSecret({ ...parts, snapshot: found.snapshot }, found.row);
  else await add(parts, argument);
});

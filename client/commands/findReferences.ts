import { asked } from "../flows/asked";
import { usesRequest } from "../../shared/protocol";
import type { Command } from "../parts";
import { whichSecret } from "./whichSecret";

/** Shows where the workspace uses a name. */
export const findReferences: Command = async (parts, argument) => {
  const { questions, editor } = parts;
  const found = await whichSecret(parts, argument, {
    title: "Find References",
    suits: () => true,
    none: "There is no secret to look for.",
  });
  if (!found) return;
  const { name } = found.row;
  const uses = await asked(parts, `Looking for references to ${name}…`, usesRequest, { name });
  if (uses === undefined) return;
  if (uses.locations.length > 0) await editor.showReferences(uses.locations);
  else if (uses.complete) void questions.tell("information", `Nothing in this workspace refers to ${name}.`);
  else void questions.tell("information", `No reference to ${name} was found so far; not every file was looked at.`);
};

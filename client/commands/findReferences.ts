import { usesRequest } from "../../shared/protocol";
import type { Command } from "../parts";
import { whichSecret } from "./whichSecret";

/** Shows where the workspace uses a name. */
export const findReferences: Command = async (parts, argument) => {
  const { server, questions, editor } = parts;
  const row = await whichSecret(parts, argument, {
    title: "Find References",
    suits: () => true,
    none: "There is no secret to look for.",
  });
  if (!row) return;
  const uses = await questions.busy(`Looking for references to ${row.name}…`, (signal) =>
    server.request(usesRequest, { name: row.name }, signal),
  );
  if (uses.locations.length > 0) await editor.showReferences(uses.locations);
  else if (uses.complete) questions.mention(`Nothing in this workspace refers to ${row.name}.`);
  else questions.mention(`No reference to ${row.name} was found so far; not every file was looked at.`);
};

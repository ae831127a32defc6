import { activeEnvironmentName } from "../flows/words";
import type { Command } from "../parts";
import { add } from "./add";
import { nameIn } from "./whichSecret";

/** People look for a way to copy a value from another environment. There is none, and this says why. */
export const copyValue: Command = async (parts, argument) => {
  const name = nameIn(argument);
  if (name === undefined) return;
  const here = activeEnvironmentName(await parts.snapshots.load());
  const set = `Set ${name}…`;
  const answer = await parts.questions.tell(
    "information",
    `The value of ${name} cannot be copied to ${here}: values are only ever written, and nothing here can read one. Whoever has it can set it again.`,
    set,
  );
  if (answer === set) await add(parts, { name });
};

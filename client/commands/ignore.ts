import type { Command } from "../parts";
import { nameIn } from "./whichSecret";

/** Has a name not reported anywhere in this workspace. */
export const ignore: Command = async ({ editor, questions }, argument) => {
  const name = nameIn(argument);
  if (name === undefined) return;
  const refusal = await editor.ignoreName(name);
  if (refusal === undefined) questions.mention(`${name} is not reported in this workspace any more.`);
  else void questions.tell("error", `${name} could not be added to the settings. ${refusal}`);
};

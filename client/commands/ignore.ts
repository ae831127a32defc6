import type { Command } from "../parts";
import { nameIn } from "./whichSecret";

/** Has a name not reported anywhere in this workspace. */
export const ignore: Command = async ({ editor, questions }, argument) => {
  const name = nameIn(argument);
  if (name === undefined) return;
  await editor.ignoreName(name);
  questions.mention(`${name} is not reported in this workspace any more.`);
};

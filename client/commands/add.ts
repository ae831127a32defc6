import { addSecret } from "../flows/addSecret";
import type { AddInput } from "../flows/addSecret";
import { setValueHere } from "../flows/changeSecret";
import { isStored } from "../flows/rows";
import { whereOf } from "../flows/words";
import { descriptionIn, environmentIn, managedMessage, nameIn } from "./whichSecret";
import { writing } from "./writing";

/**
 * Adds a secret. With a name that is stored already, in another environment for example, it gives that one a value for the
 * active environment: that is what *Set X…* means.
 */
export const add = writing(async (parts, argument) => {
  const loaded = await parts.snapshots.load();
  const snapshot = { ...loaded, environment: environmentIn(argument) ?? loaded.environment };
  const name = nameIn(argument);
  const row = snapshot.rows.find((candidate) => candidate.name === name && isStored(candidate));
  if (row?.managed) {
    void parts.questions.tell("warning", managedMessage(row.name));
  } else if (row) {
    await setValueHere({ ...parts, snapshot }, row);
  } else {
    const description = descriptionIn(argument);
    const world = { ...parts, snapshot };
    const setStored = async (typed: AddInput): Promise<boolean> => {
      const now = await parts.snapshots.refresh({ of: whereOf(snapshot) }).catch(() => undefined);
      const there = now?.rows.find((candidate) => candidate.name === typed.name && isStored(candidate));
      if (there) await setValueHere(world, there, typed);
      return there !== undefined;
    };
    await addSecret({ ...world, setStored }, { ...(name ? { name } : {}), ...(description ? { description } : {}) });
  }
});

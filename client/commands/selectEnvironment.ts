import { commandIds } from "../../shared/ids";
import type { Snapshot } from "../../shared/protocol";
import { activateEnvironment } from "../flows/activateEnvironment";
import type { Choice } from "../flows/questions";
import { abilitiesOf, capitalized, environmentWord } from "../flows/words";
import type { Command } from "../parts";
import { addEnvironment } from "./addEnvironment";
import { connect } from "./connect";
import { deleteEnvironment } from "./deleteEnvironment";
import { environmentIn } from "./whichSecret";
import { signOut } from "./signOut";

const commands = {
  [commandIds.addEnvironment]: addEnvironment,
  [commandIds.deleteEnvironment]: deleteEnvironment,
  [commandIds.connect]: connect,
  [commandIds.signOut]: signOut,
};

/** Makes another environment the active one, at once where the argument names it; the list also leads to what else can be done with account and environments. */
export const selectEnvironment: Command = async (parts, argument) => {
  const snapshot = await parts.snapshots.load();
  const wanted = environmentIn(argument);
  if (wanted !== undefined) {
    await activateEnvironment(parts, wanted, snapshot);
    return;
  }
  const word = environmentWord(snapshot);
  const answer = await parts.questions.pick<Chosen>({
    title: `${capitalized(word)} in ${snapshot.accountName}`,
    placeholder: `${capitalized(word)} that names are checked against`,
    choices: [...environmentChoices(snapshot), ...otherChoices(snapshot)],
  });
  if (answer.kind !== "picked") return;
  if (answer.value.kind === "environment") await activateEnvironment(parts, answer.value.id, snapshot);
  else await commands[answer.value.id](parts, undefined);
};

type Chosen =
  | { readonly kind: "environment"; readonly id: string }
  | { readonly kind: "command"; readonly id: keyof typeof commands };

function environmentChoices({ environments, environment }: Snapshot): readonly Choice<Chosen>[] {
  return environments.map(({ id, name }) => ({
    value: { kind: "environment", id },
    label: name,
    ...(id === environment ? { description: "active", picked: true } : {}),
  }));
}

function otherChoices(snapshot: Snapshot): readonly Choice<Chosen>[] {
  const choice = (id: keyof typeof commands, label: string, group?: string): Choice<Chosen> => ({
    value: { kind: "command", id },
    label,
    ...(group === undefined ? {} : { group }),
  });
  const editing = [
    choice(commandIds.addEnvironment, "$(add) Add environment…", "environments"),
    choice(commandIds.deleteEnvironment, "$(trash) Remove environment…"),
  ];
  return [
    ...(abilitiesOf(snapshot).editEnvironments ? editing : []),
    choice(commandIds.connect, "$(plug) Connect…", "account"),
    ...(snapshot.account.provider === "embedded" ? [] : [choice(commandIds.signOut, "$(sign-out) Sign out")]),
  ];
}

import { deleteEnvironmentRequest } from "../../shared/protocol";
import type { Environment } from "../../shared/secret";
import { abilitiesOf, destinationOf, fixedEnvironments } from "../flows/words";
import { writing } from "./writing";

/** Removes an environment; the provider refuses while it has values of its own. */
export const deleteEnvironment = writing(async ({ questions, server, snapshots }) => {
  const snapshot = await snapshots.load();
  const { environments, environment } = snapshot;
  if (!abilitiesOf(snapshot).editEnvironments) {
    void questions.tell("information", fixedEnvironments(snapshot));
    return;
  }
  const removable = environments.filter(({ id }) => id !== environment);
  if (removable.length === 0) {
    void questions.tell("information", "The active environment is the only one: it cannot be removed.");
    return;
  }
  const answer = await questions.pick<Environment>({
    title: "Remove Environment",
    placeholder: "Environment to remove; the active one is not among them",
    choices: removable.map((value) => ({ value, label: value.name })),
  });
  if (answer.kind !== "picked") return;
  const { id, name } = answer.value;
  const action = await questions.confirm({
    message: `Remove the environment ${name}?`,
    detail: "An environment that has values of its own is not removed.",
    actions: ["Remove"],
  });
  if (action === undefined) return;
  const result = await questions.busy(`Removing ${name}…`, (signal) =>
    server.attempt(deleteEnvironmentRequest, { ...destinationOf(snapshot), id }, signal),
  );
  if (result.kind === "ok") void questions.tell("information", `${name} was removed.`);
  else void questions.tell("error", `${name} was not removed. ${result.failure.message}`);
});

import { addEnvironmentRequest } from "../../shared/protocol";
import { activateEnvironment } from "../flows/activateEnvironment";
import { abilitiesOf, fixedEnvironments, notDone, destinationOf } from "../flows/words";
import { writing } from "./writing";

/** Adds an environment and makes it the active one. */
export const addEnvironment = writing(async (parts) => {
  const { questions, server, snapshots } = parts;
  const snapshot = await snapshots.load();
  const { environments } = snapshot;
  if (!abilitiesOf(snapshot).editEnvironments) {
    void questions.tell("information", fixedEnvironments(snapshot));
    return;
  }
  let typed = "";
  for (;;) {
    const answer = await questions.text({
      title: "Add Environment",
      prompt: "Name of the environment",
      placeholder: "staging",
      initial: typed,
      check: (text) => {
        const name = text.trim();
        if (name === "") return "A name is required";
        return environments.some((known) => known.name === name)
          ? `There is an environment ${name} already`
          : undefined;
      },
    });
    if (answer.kind !== "text") return;
    const name = answer.text.trim();
    typed = name;
    const result = await questions.busy(`Adding ${name}…`, (signal) =>
      server.attempt(addEnvironmentRequest, { ...destinationOf(snapshot), name }, signal),
    );
    if (result.kind === "ok") {
      await activateEnvironment(parts, result.value.id, snapshot);
      return;
    }
    const again = await questions.confirm({
      message: notDone(name, "added", result.failure),
      detail: result.failure.message,
      actions: ["Edit"],
    });
    if (again === undefined) return;
  }
});

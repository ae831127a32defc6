import type { Snapshot } from "../../shared/protocol";
import type { Target } from "../../shared/secret";
import type { Questions } from "./questions";
import type { Place, StepEnd } from "./steps";
import { abilitiesOf, capitalized, environmentWord, environmentsToChoose } from "./words";

/** Stands for the default value in the list, where everything else is the id of an environment. */
const everywhere = Symbol("all environments");
type Option = string | typeof everywhere;

/** Asks which environments get a value: all that have none of their own, or those chosen. */
export async function chooseTarget(
  questions: Questions,
  question: { readonly title: string; readonly place: Place; readonly snapshot: Snapshot },
  chosen: Target,
): Promise<StepEnd<Target>> {
  const word = environmentWord(question.snapshot);
  const answer = await questions.pickMany<Option>({
    title: question.title,
    place: question.place,
    placeholder: `${capitalized(word)}s that get this value`,
    choices: [
      ...(abilitiesOf(question.snapshot).defaults ? [byDefault(chosen)] : []),
      ...environmentsToChoose(question.snapshot).map(({ id, name }) => ({
        value: id,
        label: name,
        ...(id === question.snapshot.environment ? { description: "active" } : {}),
        picked: chosen.kind === "environments" && chosen.ids.includes(id),
      })),
    ],
    settle: settleTarget,
    emptyMessage: `Choose at least one ${word}`,
  });
  if (answer.kind === "cancelled") return answer;
  const state = answer.value === undefined || answer.value.length === 0 ? chosen : targetOf(answer.value);
  return { kind: answer.kind === "picked" ? "next" : "back", state };
}

function byDefault(chosen: Target) {
  return {
    value: everywhere,
    label: "All environments",
    description: "the default value, used where an environment has none of its own",
    picked: chosen.kind === "default",
  } as const;
}

/** *All environments* excludes the single ones: of the two, what was chosen last counts. */
export function settleTarget(before: readonly Option[], now: readonly Option[]): readonly Option[] {
  if (!now.includes(everywhere) || now.length === 1) return now;
  return before.includes(everywhere) ? now.filter((place) => place !== everywhere) : [everywhere];
}

function targetOf(places: readonly Option[]): Target {
  const ids = places.filter((place) => place !== everywhere);
  return ids.length === places.length ? { kind: "environments", ids } : { kind: "default" };
}

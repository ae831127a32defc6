import type { Failure } from "../../shared/failure";
import { checkNameRequest, createRequest } from "../../shared/protocol";
import type { Snapshot } from "../../shared/protocol";
import type { Target, Visibility } from "../../shared/secret";
import type { Server } from "../languageClient";
import { chooseTarget } from "./chooseTarget";
import { enterValue } from "./enterValue";
import type { EnteredValue } from "./enterValue";
import type { Questions } from "./questions";
import { runSteps } from "./steps";
import type { Place, Step, StepEnd } from "./steps";
import { submit } from "./submit";
import type { SignIn } from "./submit";
import { abilitiesOf, destinationOf, notDone, pendingWords, targetInWords, whereOf } from "./words";

/** What the dialog needs from its surroundings. */
export interface AddWorld {
  readonly questions: Questions;
  readonly server: Pick<Server, "request" | "attempt">;
  readonly snapshot: Snapshot;
  readonly signIn: SignIn;
  /** Sets a name that is there by now; gives false where nobody can say what is there. */
  readonly setStored?: (typed: AddInput) => Promise<boolean>;
}

/** What was answered so far. */
export interface AddInput {
  readonly name: string;
  readonly value: EnteredValue | undefined;
  readonly description: string;
  readonly target: Target;
  readonly visibility: Visibility;
}

const title = "Add Secret";
const stepOf = { name: 0, value: 1, description: 2, environment: 3 } as const;

/**
 * Adds a secret, step by step. A name that is given and will do is not asked for again, though *Back* leads to it. One that was
 * deleted meanwhile did before, and with a value there is nothing left to ask.
 */
export async function addSecret(world: AddWorld, given: Partial<AddInput>, how?: "again"): Promise<void> {
  const { questions, server, snapshot, setStored } = world;
  const steps = addSteps(world);
  const name = given.name ?? "";
  const willDo = async () => (await server.request(checkNameRequest, { ...whereOf(snapshot), name })) === null;
  const nameWillDo = how === "again" || (name !== "" && (await willDo()));
  const input = await runSteps<AddInput>(
    steps,
    {
      value: undefined,
      description: "",
      target: { kind: "environments", ids: [snapshot.environment] },
      visibility: "masked",
      ...given,
      name,
    },
    !nameWillDo ? stepOf.name : given.value ? steps.length : stepOf.value,
  );
  if (!input) return;
  const added = await submit<AddInput>({
    ...world,
    input,
    busyTitle: `Adding ${input.name}…`,
    pending: pendingWords(snapshot),
    failureTitle: (failure) => notDone(input.name, "added", failure),
    send: ({ value, ...secret }, signal) =>
      server.attempt(
        createRequest,
        { ...destinationOf(snapshot), ...secret, value: value?.source ?? { kind: "given", value: "" } },
        signal,
      ),
    edit: (typed, failure) => runSteps(steps, typed, firstStepFor(failure, steps, typed)),
    refresh: (typed) => Promise.resolve(typed),
    instead: setStored && {
      label: "Set Its Value",
      go: async (typed) => ((await setStored(typed)) ? undefined : typed),
    },
  });
  if (added) {
    void questions.tell(
      "information",
      `${added.name} was added ${added.target.kind === "default" ? "for" : "to"} ${targetInWords(added.target, snapshot.environments)}.`,
    );
  }
}

function firstStepFor({ field }: Failure, steps: readonly Step<AddInput>[], input: AddInput): number {
  const about = field === "value" || field === "description" || field === "environment" ? stepOf[field] : stepOf.name;
  return (steps[about]?.applies?.(input) ?? true) ? about : stepOf.name;
}

/** What the account has no room for is not asked for. */
function addSteps(world: AddWorld): readonly Step<AddInput>[] {
  const { questions, snapshot } = world;
  const can = abilitiesOf(snapshot);
  return [
    { ask: (state, place) => askName(world, state, place) },
    {
      ask: async (state, place) => {
        const question = { title, place, name: state.name, blank: "refused" as const };
        return merged(state, await enterValue(questions, question, state.value), (value) => ({ value }));
      },
    },
    { ask: (state, place) => askDescription(questions, { title, place }, state), applies: () => can.description },
    {
      applies: () => can.environments,
      ask: async (state, place) => {
        const end = await chooseTarget(questions, { title, place, snapshot }, state.target);
        return merged(state, end, (target) => ({ target }));
      },
    },
    { ask: (state, place) => askVisibility(questions, state, place), applies: () => can.visibility },
  ];
}

async function askName(
  { questions, server, snapshot }: AddWorld,
  state: AddInput,
  place: Place,
): Promise<StepEnd<AddInput>> {
  const answer = await questions.text({
    title,
    place,
    prompt: "Name of the secret, as code refers to it",
    placeholder: "OPENAI_API_KEY",
    initial: state.name,
    check: async (text, signal) => {
      const name = text.trim();
      if (name === "") return "Secret key is required";
      return (await server.request(checkNameRequest, { ...whereOf(snapshot), name }, signal)) ?? undefined;
    },
  });
  return answer.kind === "text"
    ? { kind: "next", state: { ...state, name: answer.text.trim() } }
    : { kind: "cancelled" };
}

/**
 * Asks for the description; shared with the dialog that edits. One of several lines is shown in one, as a box has no more, and
 * stays as it is unless somebody changes what is shown.
 */
export async function askDescription<S extends { readonly description: string }>(
  questions: Questions,
  { title, place }: { readonly title: string; readonly place: Place },
  state: S,
): Promise<StepEnd<S>> {
  const shown = state.description.replace(/\s+/g, " ").trim();
  const answer = await questions.text({
    title,
    place,
    prompt: "Description (optional): what it is for, never the value",
    placeholder: "Description",
    initial: shown,
  });
  if (answer.kind !== "text" && answer.kind !== "back") return { kind: "cancelled" };
  const typed = answer.text.trim();
  const description = typed === shown ? state.description : typed;
  return { kind: answer.kind === "text" ? "next" : "back", state: { ...state, description } };
}

async function askVisibility(questions: Questions, state: AddInput, place: Place): Promise<StepEnd<AddInput>> {
  const answer = await questions.pick<Visibility>({
    title,
    place,
    placeholder: "How the provider treats the value",
    choices: [
      {
        value: "masked",
        label: "Masked",
        detail: "The provider may show the value to those who are allowed to read it.",
        picked: state.visibility === "masked",
      },
      {
        value: "restricted",
        label: "Restricted",
        detail: "Nobody reads the value again: it can only be used and replaced.",
        picked: state.visibility === "restricted",
      },
    ],
  });
  if (answer.kind === "cancelled") return answer;
  const visibility = answer.value ?? state.visibility;
  return { kind: answer.kind === "picked" ? "next" : "back", state: { ...state, visibility } };
}

/** The end of a question about one part of the state, as an end for the whole. */
export function merged<S, P>(state: S, end: StepEnd<P>, toState: (part: P) => Partial<S>): StepEnd<S> {
  return end.kind === "cancelled" ? end : { kind: end.kind, state: { ...state, ...toState(end.state) } };
}

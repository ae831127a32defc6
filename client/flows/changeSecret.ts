import { failed } from "../../shared/failure";
import type { Failure, Result } from "../../shared/failure";
import { createRequest, updateRequest } from "../../shared/protocol";
import type { SecretRow, Snapshot, WriteOutcome } from "../../shared/protocol";
import type { Target } from "../../shared/secret";
import type { Server } from "../languageClient";
import type { Snapshots } from "../snapshots";
import { isStored, unstored } from "./rows";
import { addSecret, askDescription, merged } from "./addSecret";
import { enterValue } from "./enterValue";
import type { EnteredValue } from "./enterValue";
import type { Questions } from "./questions";
import { runSteps } from "./steps";
import type { Place, Step, StepEnd } from "./steps";
import { submit } from "./submit";
import type { SignIn } from "./submit";
import {
  abilitiesOf,
  destinationOf,
  environmentsToChoose,
  notDone,
  pendingWords,
  serviceName,
  targetInWords,
  whereOf,
} from "./words";

/** What the dialog needs from its surroundings. */
export interface ChangeWorld {
  readonly questions: Questions;
  readonly server: Pick<Server, "request" | "attempt">;
  readonly snapshots: Pick<Snapshots, "refresh">;
  readonly snapshot: Snapshot;
  readonly signIn: SignIn;
}

interface ChangeInput {
  readonly row: SecretRow;
  readonly value: EnteredValue | undefined;
  readonly description: string;
  readonly target: Target;
}

/** Edits a secret: a blank value keeps the one that is stored, and so does a description that stays as it is. */
export async function editSecret(world: ChangeWorld, row: SecretRow): Promise<void> {
  const { questions, snapshot } = world;
  const title = `Edit ${row.name}`;
  const can = abilitiesOf(snapshot);
  const mayAskWhere = whereMatters(row, snapshot);
  const steps: readonly Step<ChangeInput>[] = [
    { ...valueStep(questions, title, "keeps"), decides: () => mayAskWhere },
    {
      ask: (state, place) => askDescription(questions, { title, place }, state),
      applies: () => can.description,
      decides: ({ value }) => !can.editDescriptionAlone && value === undefined,
    },
    {
      ...valueStep(questions, title, "refused", `${serviceName(snapshot)} changes a description only with the value.`),
      applies: ({ value, description }) =>
        !can.editDescriptionAlone && value === undefined && description !== row.description,
      decides: () => mayAskWhere,
    },
    {
      ask: (state, place) => askWhere(questions, { title, place, snapshot }, state),
      applies: ({ value }) => value !== undefined && mayAskWhere,
    },
  ];
  const input = await runSteps(steps, initialInput(row, snapshot));
  if (!input) return;
  if (!input.value && input.description === row.description) {
    void questions.tell("information", "No changes to save");
    return;
  }
  const changed = await send(world, input, (typed, failure) =>
    runSteps(steps, typed, failure.field === "description" && can.description ? 1 : 0),
  );
  if (changed) void questions.tell("information", `${row.name} was changed${placeInWords(changed, snapshot)}.`);
}

/** Gives a name a value for the active environment, whether it is stored in another one or in none. */
export function setInActive(
  { server, snapshot }: Pick<ChangeWorld, "server" | "snapshot">,
  row: SecretRow,
  value: EnteredValue,
  signal: AbortSignal,
): Promise<Result<WriteOutcome>> {
  const { name, etag, description, visibility } = row;
  const where = destinationOf(snapshot);
  const target: Target = { kind: "environments", ids: [snapshot.environment] };
  if (isStored(row))
    return server.attempt(updateRequest, { ...where, name, etag, value: value.source, target }, signal);
  return server.attempt(
    createRequest,
    { ...where, name, value: value.source, description, visibility, target },
    signal,
  );
}

/** Gives a name that is stored already a value, for the active environment unless something else was answered before. */
export async function setValueHere(
  world: ChangeWorld,
  row: SecretRow,
  answered?: Pick<ChangeInput, "value" | "target">,
): Promise<void> {
  const { questions, snapshot } = world;
  const { value, target = { kind: "environments", ids: [snapshot.environment] } } = answered ?? {};
  const where = targetInWords(target, snapshot.environments);
  const steps = [valueStep(questions, `Set ${row.name} in ${where}`, "refused")];
  const initial = { ...initialInput(row, snapshot), value, target };
  const input = await runSteps(steps, initial, answered ? steps.length : 0);
  if (!input) return;
  const changed = await send(world, input, (typed) => runSteps(steps, typed));
  if (changed) void questions.tell("information", `${row.name} was set in ${where}.`);
}

function initialInput(row: SecretRow, { environment }: Snapshot): ChangeInput {
  const isDefault = row.hasDefault && !row.environments.includes(environment);
  return {
    row,
    value: undefined,
    description: row.description,
    target: isDefault ? { kind: "default" } : { kind: "environments", ids: [environment] },
  };
}

/** `why` is said before the question, where the answer before it makes it necessary. */
function valueStep(questions: Questions, title: string, blank: "keeps" | "refused", why?: string): Step<ChangeInput> {
  return {
    ask: async (state, place) => {
      const question = { title, place, name: state.row.name, blank, ...(why === undefined ? {} : { why }) };
      return merged(state, await enterValue(questions, question, state.value), (value) => ({ value }));
    },
  };
}

/** A value in this environment alone, and no other environment to mean: then there is nothing to ask. */
function whereMatters(row: SecretRow, snapshot: Snapshot): boolean {
  const { environments, environment } = snapshot;
  if (!abilitiesOf(snapshot).environments) return false;
  return row.hasDefault || environments.length > 1 || !row.environments.includes(environment);
}

async function askWhere(
  questions: Questions,
  { title, place, snapshot }: { readonly title: string; readonly place: Place; readonly snapshot: Snapshot },
  state: ChangeInput,
): Promise<StepEnd<ChangeInput>> {
  const { row } = state;
  const choices = [
    ...(row.hasDefault || abilitiesOf(snapshot).defaults
      ? [{ id: undefined, label: "All environments", has: row.hasDefault, hint: "the default value" }]
      : []),
    ...environmentsToChoose(snapshot).map(({ id, name }) => ({
      id,
      label: name,
      has: row.environments.includes(id),
      hint: id === snapshot.environment ? "active" : "",
    })),
  ];
  const answer = await questions.pick<Target>({
    title,
    place,
    placeholder: `Which value of ${row.name} is changed?`,
    choices: choices.map(({ id, label, has, hint }) => ({
      value: id === undefined ? { kind: "default" } : { kind: "environments", ids: [id] },
      label,
      description: [hint, has ? "replaces the value there" : "has none yet"].filter(Boolean).join(" · "),
      picked: state.target.kind === "default" ? id === undefined : id !== undefined && state.target.ids.includes(id),
    })),
  });
  if (answer.kind === "cancelled") return answer;
  const target = answer.value ?? state.target;
  return { kind: answer.kind === "picked" ? "next" : "back", state: { ...state, target } };
}

function send(
  world: ChangeWorld,
  input: ChangeInput,
  edit: (input: ChangeInput, failure: Failure) => Promise<ChangeInput | undefined>,
): Promise<ChangeInput | undefined> {
  const { server, snapshots, snapshot } = world;
  return submit<ChangeInput>({
    ...world,
    input,
    busyTitle: `Saving ${input.row.name}…`,
    pending: pendingWords(snapshot),
    failureTitle: (failure) => notDone(input.row.name, "changed", failure),
    send: async ({ row, value, description, target }, signal) => {
      if (!isStored(row)) return failed({ kind: "notFound", message: `${row.name} no longer exists.` });
      return server.attempt(
        updateRequest,
        {
          ...destinationOf(snapshot),
          name: row.name,
          etag: row.etag,
          ...(value ? { value: value.source, target } : {}),
          ...(description === row.description ? {} : { description }),
        },
        signal,
      );
    },
    edit,
    refresh: async (typed) => {
      const { rows, status } = await snapshots.refresh({ of: whereOf(snapshot) });
      const row = rows.find((candidate) => candidate.name === typed.row.name && isStored(candidate));
      if (row) {
        // What the user left as it was is not to take the place of what somebody else wrote.
        const isLeft = typed.description === typed.row.description;
        return { ...typed, row, description: isLeft ? row.description : typed.description };
      }
      // Only who knows all names knows that one is gone.
      return status.kind === "complete" ? { ...typed, row: unstored(typed.row) } : typed;
    },
    instead: {
      label: "Add Again",
      go: async ({ row, value, description, target }) => {
        const { name, visibility } = row;
        await addSecret(world, { name, value, description, visibility, ...(value ? { target } : {}) }, "again");
        return undefined;
      },
    },
  });
}

function placeInWords({ value, target }: ChangeInput, { environments }: Snapshot): string {
  return value ? ` in ${targetInWords(target, environments)}` : "";
}

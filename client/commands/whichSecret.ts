import type { SecretRow, Snapshot } from "../../shared/protocol";
import type { Parts } from "../parts";
import { stateInWords } from "../tree/model";
import { isStored } from "../flows/rows";

/** A row, and the snapshot that it stands in: whatever is in view by now, what is done to the row is done there. */
export interface FoundSecret {
  readonly row: SecretRow;
  readonly snapshot: Snapshot;
}

/**
 * The row a command is about: from its argument (a row of the tree, or an object with a `name`), from the selection in the
 * tree when a key was pressed there, or else the user's choice from a list.
 */
export async function whichSecret(
  parts: Parts,
  argument: unknown,
  question: { readonly title: string; readonly suits: (row: SecretRow) => boolean; readonly none: string },
): Promise<FoundSecret | undefined> {
  // Asked first: a tree that is being filled anew has no selection for a moment.
  const name = nameIn(argument) ?? (fromSelection(argument) ? parts.selectedRow()?.name : undefined);
  const snapshot = await parts.snapshots.load();
  if (name === undefined) return fromSelection(argument) ? undefined : chosen(parts, snapshot, question);
  const row = snapshot.rows.find((candidate) => candidate.name === name);
  if (row && question.suits(row)) return { row, snapshot };
  void parts.questions.tell("warning", row?.managed ? managedMessage(name) : `There is no secret named ${name}.`);
  return undefined;
}

/** The name that a command got as its argument. */
export function nameIn(argument: unknown): string | undefined {
  if (typeof argument !== "object" || argument === null) return undefined;
  if ("row" in argument) return nameIn(argument.row);
  return "name" in argument && typeof argument.name === "string" ? argument.name : undefined;
}

/** The description that a command got as its argument, for a name that is not stored yet. */
export function descriptionIn(argument: unknown): string | undefined {
  if (typeof argument !== "object" || argument === null) return undefined;
  if ("row" in argument) return descriptionIn(argument.row);
  return "description" in argument && typeof argument.description === "string" ? argument.description : undefined;
}

/** The environment that a command got as its argument, where it is not about the active one. */
export function environmentIn(argument: unknown): string | undefined {
  if (typeof argument !== "object" || argument === null || !("environment" in argument)) return undefined;
  return typeof argument.environment === "string" ? argument.environment : undefined;
}

/** A key binding says so, because it cannot pass the row. */
function fromSelection(argument: unknown): boolean {
  return typeof argument === "object" && argument !== null && "from" in argument && argument.from === "selection";
}

/** Whether the name can be edited and deleted. */
export function isEditable(row: SecretRow): boolean {
  return isStored(row) && !row.managed;
}

/** Why nothing can be done with a managed name. */
export function managedMessage(name: string): string {
  return `${name} is managed by the provider: it can be referred to, but not changed here.`;
}

async function chosen(
  { questions }: Parts,
  snapshot: Snapshot,
  question: { readonly title: string; readonly suits: (row: SecretRow) => boolean; readonly none: string },
): Promise<FoundSecret | undefined> {
  const rows = snapshot.rows.filter(question.suits);
  if (rows.length === 0) {
    void questions.tell("information", question.none);
    return undefined;
  }
  const answer = await questions.pick<SecretRow>({
    title: question.title,
    placeholder: "Secret",
    choices: rows.map((row) => ({
      value: row,
      label: row.name,
      description: stateInWords(row, snapshot),
      ...(row.description === "" ? {} : { detail: row.description }),
    })),
  });
  return answer.kind === "picked" ? { row: answer.value, snapshot } : undefined;
}

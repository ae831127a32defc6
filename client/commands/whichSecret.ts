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
 * The row a command is about: from its argument (a row of the tree, or an object with a `name`), or else the user's choice
 * from a list. Where a key is pressed in the tree, the editor puts the row that has the focus in the place of the argument
 * that `package.json` has for it (`ExtHostTreeViews` in VS Code); arrow keys move the focus, and leave the selection behind.
 */
export async function whichSecret(
  parts: Parts,
  argument: unknown,
  question: { readonly title: string; readonly suits: (row: SecretRow) => boolean; readonly none: string },
): Promise<FoundSecret | undefined> {
  if (isOtherRow(argument)) return undefined;
  const name = nameIn(argument);
  const snapshot = await parts.snapshots.load();
  if (name === undefined) return chosen(parts, snapshot, question);
  const row = snapshot.rows.find((candidate) => candidate.name === name);
  if (row && question.suits(row)) return { row, snapshot };
  void parts.questions.tell("warning", whyNot(name, row));
  return undefined;
}

function whyNot(name: string, row: SecretRow | undefined): string {
  if (!row) return `There is no secret named ${name}.`;
  if (row.managed) return managedMessage(name);
  if (row.stored === "unknown") return `Whether ${name} is stored is not known yet.`;
  return `${name} is not stored: there is nothing to change or delete.`;
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

/** A row of the tree that is no secret, such as that of the account. */
function isOtherRow(argument: unknown): boolean {
  return typeof argument === "object" && argument !== null && "kind" in argument && argument.kind !== "secret";
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

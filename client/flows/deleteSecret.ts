import { deleteRequest, usesRequest } from "../../shared/protocol";
import type { SecretRow, Snapshot } from "../../shared/protocol";
import type { Server } from "../languageClient";
import type { Snapshots } from "../snapshots";
import type { Questions } from "./questions";
import { isStored } from "./rows";
import { counted } from "../../shared/counted";
import {
  abilitiesOf,
  activeEnvironmentName,
  destinationOf,
  environmentName,
  listed,
  notDone,
  pendingWords,
  serviceName,
  whereOf,
} from "./words";

/** What the dialog needs from its surroundings. */
export interface DeleteWorld {
  readonly questions: Questions;
  readonly server: Pick<Server, "request" | "attempt">;
  readonly snapshots: Pick<Snapshots, "refresh">;
  readonly snapshot: Snapshot;
}

/** How often a name is used, as far as that could be found out. */
export interface Uses {
  readonly references: number;
  /** How many of these get along without the name. */
  readonly spared: number;
  readonly files: number;
  readonly complete: boolean;
}

/** Deletes a name with all its values, or its value in the active environment, after saying what would break. */
export async function deleteSecret(world: DeleteWorld, row: SecretRow): Promise<void> {
  const { questions, server, snapshot } = world;
  const uses = await questions.busy(`Looking for references to ${row.name}…`, (signal) =>
    server.request(usesRequest, { name: row.name }, signal).catch(() => undefined),
  );
  const here = activeEnvironmentName(snapshot);
  const onlyHere = `Delete from ${here} only`;
  const answer = await questions.confirm({
    message: `Delete ${row.name}?`,
    detail: `${whereInWords(row, snapshot)} ${usesInWords(uses)} ${undoInWords(snapshot)}`,
    actions: hasValueElsewhere(row, snapshot.environment) ? ["Delete", onlyHere] : ["Delete"],
  });
  if (answer === undefined) return;
  const fromHere = answer === onlyHere;
  if (await send(world, row, fromHere ? snapshot.environment : undefined)) {
    void questions.tell("information", `${row.name} was deleted${fromHere ? ` from ${here}` : ""}.`);
  }
}

function hasValueElsewhere({ environments, hasDefault }: SecretRow, environment: string): boolean {
  return environments.includes(environment) && (hasDefault || environments.length > 1);
}

function undoInWords(snapshot: Snapshot): string {
  if (!abilitiesOf(snapshot).softDelete) return "This cannot be undone.";
  return `It can be brought back at ${serviceName(snapshot)} for a while, not from here.`;
}

/** Which values there are, in a sentence. */
export function whereInWords({ environments, hasDefault }: SecretRow, snapshot: Snapshot): string {
  const names = listed(environments.map((id) => environmentName(snapshot.environments, id)));
  const byDefault = "a default value for all environments";
  if (names === "") return hasDefault ? `It has ${byDefault}.` : "It has no value in any environment.";
  return `It has a value in ${names}${hasDefault ? `, and ${byDefault}` : ""}.`;
}

/** What breaks, in a sentence that claims no more than is known. */
export function usesInWords(uses: Uses | undefined): string {
  if (!uses) return "How many references in this workspace would break is not known.";
  const { references, spared, files, complete } = uses;
  if (references === 0) {
    return complete
      ? "Nothing in this workspace refers to it."
      : "No reference was found so far; not every file was looked at.";
  }
  const number = `${counted(references, "reference")} in ${counted(files, "file")}`;
  const all = `${complete ? number : `At least ${number}`} of this workspace`;
  const without = spared === 1 ? "does without it" : "do without it";
  if (spared === references) return `${all} ${without}.`;
  return spared === 0 ? `${all} would break.` : `${all} would break, but for ${spared} that ${without}.`;
}

async function send(
  { questions, server, snapshots, snapshot }: DeleteWorld,
  row: SecretRow,
  environment?: string,
): Promise<boolean> {
  let etag = row.etag;
  for (;;) {
    const deletion = {
      ...destinationOf(snapshot),
      name: row.name,
      etag,
      ...(environment === undefined ? {} : { environment }),
    };
    const result = await questions.busy(`Deleting ${row.name}…`, (signal) =>
      server.attempt(deleteRequest, deletion, signal),
    );
    if (result.kind === "ok") {
      if (result.value.kind === "done") return true;
      void questions.tell("information", pendingWords(snapshot));
      return false;
    }
    const { kind } = result.failure;
    // Somebody else was faster. Whatever else may not be there is told.
    if (kind === "notFound" && (await freshRow(row, snapshot, snapshots)) === "gone") return true;
    const changed = kind === "changedMeanwhile";
    const retry = changed ? "Refresh and Retry" : "Retry";
    const answer = await questions.confirm({
      message: notDone(row.name, "deleted", result.failure),
      detail: result.failure.message,
      actions: [retry],
    });
    if (answer === undefined) return false;
    if (!changed) continue;
    const fresh = await freshRow(row, snapshot, snapshots);
    if (fresh === "gone") return true;
    etag = fresh?.etag ?? etag;
  }
}

/** The row as it is by now; undefined where that cannot be told. Only who knows all names knows that one is gone. */
async function freshRow(
  { name }: SecretRow,
  snapshot: Snapshot,
  snapshots: DeleteWorld["snapshots"],
): Promise<SecretRow | "gone" | undefined> {
  const now = await snapshots.refresh({ of: whereOf(snapshot) }).catch(() => undefined);
  const fresh = now?.rows.find((candidate) => candidate.name === name && isStored(candidate));
  return fresh ?? (now?.status.kind === "complete" ? "gone" : undefined);
}

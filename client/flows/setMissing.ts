import type { CatalogStatus, SecretRow, Snapshot } from "../../shared/protocol";
import { missingRequired, unstored } from "./rows";
import type { ChangeWorld } from "./changeSecret";
import { setInActive } from "./changeSecret";
import { enterValue } from "./enterValue";
import type { EnteredValue } from "./enterValue";
import { submit } from "./submit";
import { activeEnvironmentName, listedInShort, noneMissing, notDone, pendingWords, whereOf } from "./words";

/** Asks for the values of all required names that are missing in the active environment, one after the other. */
export async function setMissing(world: ChangeWorld): Promise<void> {
  const { questions, snapshot } = world;
  const here = activeEnvironmentName(snapshot);
  if (snapshot.status.kind !== "complete") {
    void questions.tell("warning", `Nobody can tell which names are missing. ${wayOn(snapshot.status)}`);
    return;
  }
  const rows = missingRequired(snapshot).filter(({ managed }) => !managed);
  if (rows.length === 0) {
    void questions.tell("information", noneMissing(snapshot, ` in ${here}`));
    return;
  }
  const set = await askInTurn(world, rows);
  void questions.tell("information", summary(set, rows, here));
}

/** Why nothing is called missing, and what helps. */
function wayOn(status: Exclude<CatalogStatus, { readonly kind: "complete" }>): string {
  if (status.kind === "failed") return status.failure.message;
  if (status.kind === "partial") return "Not all of the account's names are known. Refresh first.";
  return {
    loading: "They are still being listed. Try again in a moment.",
    signedOut: "Nobody is signed in to the account. Sign in first.",
    untrusted: "The account is not contacted in Restricted Mode. Trust the workspace first.",
  }[status.reason];
}

/** The names that got a value; the user may pass over some, and stop at any. */
async function askInTurn(world: ChangeWorld, rows: readonly SecretRow[]): Promise<readonly string[]> {
  const set: string[] = [];
  for (const [index, row] of rows.entries()) {
    const place = { step: index + 1, totalSteps: rows.length, canGoBack: false };
    const outcome = await setOne(world, row, place);
    if (outcome === "stopped") break;
    if (outcome === "set") set.push(row.name);
  }
  return set;
}

interface PlaceInRow {
  readonly step: number;
  readonly totalSteps: number;
  readonly canGoBack: boolean;
}

async function setOne(
  world: ChangeWorld,
  row: SecretRow,
  place: PlaceInRow,
): Promise<"set" | "passedOver" | "stopped"> {
  const { questions, snapshots, snapshot } = world;
  const title = `Set ${row.name} in ${activeEnvironmentName(snapshot)}`;
  const ask = async (before: Input): Promise<Input | undefined> => {
    const end = await enterValue(questions, { title, place, name: row.name, blank: "skips" }, before.value);
    return end.kind === "cancelled" ? undefined : { ...before, value: end.state };
  };
  const input = await ask({ row, value: undefined });
  if (input === undefined) return "stopped";
  const { value } = input;
  if (value === undefined) return "passedOver";
  const seen = { isPending: false };
  const done = await submit<Input>({
    ...world,
    input,
    busyTitle: `Setting ${row.name} (${place.step} of ${place.totalSteps})…`,
    pending: pendingWords(snapshot),
    failureTitle: (failure) => notDone(row.name, "changed", failure),
    send: async (typed, signal) => {
      const result = await setInActive(world, typed.row, typed.value ?? value, signal);
      seen.isPending = result.kind === "ok" && result.value.kind === "pendingApproval";
      return result;
    },
    edit: ask,
    refresh: async (typed) => ({
      ...typed,
      row: rowAfter(await snapshots.refresh({ of: whereOf(snapshot) }), typed.row),
    }),
    instead: { label: "Add Again", go: (typed) => Promise.resolve({ ...typed, row: unstored(typed.row) }) },
  });
  if (done !== undefined) return "set";
  return seen.isPending ? "passedOver" : "stopped";
}

interface Input {
  readonly row: SecretRow;
  readonly value: EnteredValue | undefined;
}

function rowAfter({ rows }: Snapshot, row: SecretRow): SecretRow {
  return rows.find(({ name }) => name === row.name) ?? row;
}

function summary(set: readonly string[], rows: readonly SecretRow[], here: string): string {
  if (set.length === rows.length) return `${listedInShort(set)} ${set.length === 1 ? "was" : "were"} set in ${here}.`;
  const left = rows.map(({ name }) => name).filter((name) => !set.includes(name));
  const number = set.length === 0 ? "Nothing" : `${set.length} of ${rows.length}`;
  return `${number} ${set.length < 2 ? "was" : "were"} set in ${here}. Still missing: ${listedInShort(left)}.`;
}

import type { CellState, Coverage, CoverageRow } from "../../shared/coverage";
import { cellWords } from "../../shared/coverage";
import type { CatalogStatus, SecretRow, Snapshot, Usage } from "../../shared/protocol";
import { environmentsToChoose } from "../flows/words";

/** The matrix of names and environments. `usage` is undefined while nobody knows what the workspace uses. */
export function coverageOf(snapshot: Snapshot, usage: Usage | undefined): Coverage {
  const environments = environmentsToChoose(snapshot);
  const uses = usage?.complete === true ? usage.uses : undefined;
  return {
    account: snapshot.accountName,
    environments: environments.map(({ id, name }) => ({ id, name, active: id === snapshot.environment })),
    rows: snapshot.rows.map((row) => ({
      name: row.name,
      description: row.description,
      declared: row.declared,
      uses: uses && (Object.hasOwn(uses, row.name) ? uses[row.name] : 0),
      cells: environments.map(({ id }) => cellOf(row, id, snapshot.status)),
    })),
    notice: noticeOf(snapshot.status),
  };
}

function cellOf(row: SecretRow, environment: string, { kind }: CatalogStatus): CellState {
  if (row.environments.includes(environment)) return row.hasDefault ? "overridden" : "set";
  if (row.hasDefault) return row.managed ? "managed" : "default";
  if (kind !== "complete") return "unknown";
  const declaredHere = row.requiredIn?.includes(environment) ? "required" : "optional";
  const declared = row.requiredIn === undefined ? row.declared : declaredHere;
  return ({ required: "missing", optional: "optional", no: "notSet" } as const)[declared];
}

function noticeOf(status: CatalogStatus): string {
  switch (status.kind) {
    case "complete":
      return "";
    case "partial":
      return `Not all names are known: ${status.reason}`;
    case "failed":
      return `The names could not be read: ${status.failure.message}`;
    case "unknown":
      return { loading: "The names are being listed.", signedOut: "Signed out.", untrusted: "Restricted Mode." }[
        status.reason
      ];
  }
}

/** The matrix as a table in Markdown, for a pull request or a ticket. */
export function coverageInMarkdown({ account, environments, rows, notice }: Coverage): string {
  const head = ["Name", "Declared", ...environments.map(({ name }) => name), "Uses"];
  const lines = rows.map((row) => [
    row.name,
    declaredWords(row),
    ...row.cells.map((cell) => cellWords[cell]),
    usesWords(row),
  ]);
  const table = [head, ...lines].map((cells) => tableLine(cells.map(escaped)));
  const ruled = [...table.slice(0, 1), tableLine(head.map(() => "---")), ...table.slice(1)].join("\n");
  return [`**${escaped(account)}**`, ...(notice === "" ? [] : [escaped(notice)]), ruled].join("\n\n") + "\n";
}

function tableLine(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function declaredWords({ declared }: CoverageRow): string {
  return declared === "no" ? "" : declared;
}

function usesWords({ uses }: CoverageRow): string {
  if (uses === undefined) return "";
  return uses === 0 ? "unused" : String(uses);
}

/** Names and descriptions come from outside: they do not end a cell, nor become markup. */
function escaped(text: string): string {
  return text.replace(/[\\|<>[\]*_]/g, (character) => `\\${character}`).replace(/\s+/g, " ");
}

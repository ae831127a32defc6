/** What stands in one cell of the matrix: the state of a name in an environment. */
export type CellState = "set" | "overridden" | "default" | "missing" | "optional" | "notSet" | "managed" | "unknown";

/** One name of the matrix, with a cell for each environment. There is no room for a value in it. */
export interface CoverageRow {
  readonly name: string;
  readonly description: string;
  readonly declared: "required" | "optional" | "no";
  /** How often the workspace needs it; undefined while that is not known of every file. */
  readonly uses: number | undefined;
  readonly cells: readonly CellState[];
}

/** Names by environments: what is set, overridden, missing, optional, unused. */
export interface Coverage {
  readonly account: string;
  readonly environments: readonly { readonly id: string; readonly name: string; readonly active: boolean }[];
  readonly rows: readonly CoverageRow[];
  /** What is the matter, when not all names are known; empty when all is well. */
  readonly notice: string;
}

/** What the words of a cell are, for eyes and screen readers alike. */
export const cellWords: Readonly<Record<CellState, string>> = {
  set: "set",
  overridden: "set, overrides the default",
  default: "default",
  missing: "missing",
  optional: "not set, optional",
  notSet: "not set",
  managed: "managed",
  unknown: "unknown",
};

/** A message from the page to the extension. */
export type FromPage =
  | { readonly kind: "ready" }
  | { readonly kind: "set"; readonly name: string; readonly environment: string }
  | { readonly kind: "references"; readonly name: string }
  | { readonly kind: "copy" }
  | { readonly kind: "refresh" };

/** A message from the extension to the page. */
export interface ToPage {
  readonly kind: "show";
  readonly coverage: Coverage;
}

import type { Severity } from "../../shared/settings";

/** Which rule found it. */
export type ProblemCode = "undeclared" | "missing" | "missing-optional" | "invalid-manifest";

/** What a rule found in a text. Offsets are UTF-16 code units. */
export interface Problem {
  readonly code: ProblemCode;
  readonly severity: Exclude<Severity, "off">;
  readonly start: number;
  readonly end: number;
  readonly message: string;
  /** The name it is about; empty when it is about no name. */
  readonly name: string;
  /** A known name that was probably meant. */
  readonly near?: string;
}

import type { Severity } from "../../shared/settings";

/** Which rule found it. */
export type ProblemCode =
  | "undeclared"
  | "near-miss"
  | "wrong-case"
  | "stored-but-undeclared"
  | "missing"
  | "other-environment"
  | "missing-optional"
  | "unused"
  | "invalid-manifest"
  | "duplicate-declaration"
  | "conflicting-manifests"
  | "invalid-name"
  | "vague-name"
  | "reserved-name"
  | "managed-name"
  | "public-prefix"
  | "preflight"
  | "unavailable-secret";

/** Another place that has to do with a problem, as editors count: zero-based lines, UTF-16 columns. */
export interface RelatedPlace {
  readonly uri: string;
  readonly range: Range;
  readonly message: string;
}

/** From one place of a text to another. */
export interface Range {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** What a rule found in a text. Offsets are UTF-16 code units. */
export interface Problem {
  readonly code: ProblemCode;
  readonly severity: Exclude<Severity, "off">;
  readonly start: number;
  readonly end: number;
  readonly message: string;
  /** The name it is about; empty when it is about no name. */
  readonly name: string;
  /** The name that was probably meant, or that would do. */
  readonly near?: string;
  /** Nothing would be lost without it: it is shown faded. */
  readonly unnecessary?: boolean;
  /** Other places that have to do with it. */
  readonly related?: readonly RelatedPlace[];
}

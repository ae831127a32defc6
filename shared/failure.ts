/** Why something could not be done. */
export type FailureKind =
  | "unauthorized"
  | "forbidden"
  | "notFound"
  | "alreadyExists"
  | "changedMeanwhile"
  | "tooLarge"
  | "invalid"
  | "rateLimited"
  | "unavailable"
  | "offline"
  | "timeout"
  | "cancelled"
  | "malformedAnswer"
  | "refusedRedirect"
  | "storage";

/**
 * A failure as data. `message` is a sentence for the user that says what was wrong and what to do; it never holds a value,
 * a token, a body or a stack.
 */
export interface Failure {
  readonly kind: FailureKind;
  readonly message: string;
  /** Which input was wrong, where that is known. */
  readonly field?: "name" | "value" | "description" | "environment" | "endpoint" | "token";
  /** Present where some of what was asked for has been done before. */
  readonly partly?: true;
  /** How long the other side asked us to wait, in seconds. */
  readonly retryAfterSeconds?: number;
}

/** What an operation that may fail gives back. */
export type Result<T> =
  | { readonly kind: "ok"; readonly value: T }
  | { readonly kind: "failed"; readonly failure: Failure };

/** A result that holds a value. */
export function ok<T>(value: T): Result<T> {
  return { kind: "ok", value };
}

/** A result that says what went wrong. */
export function failed(failure: Failure): { readonly kind: "failed"; readonly failure: Failure } {
  return { kind: "failed", failure };
}

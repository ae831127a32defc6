import type { Failure } from "../../shared/failure";

/** The failure of one of several writes, with the places where the ones before it have been done. */
export function afterOthers(failure: Failure, done: readonly string[]): Failure {
  if (done.length === 0) return failure;
  return { ...failure, message: `${failure.message} It is done in ${done.join(", ")}.`, partly: true };
}

/** The failure of a later step, after a sentence about what has been done. */
export function halfDone({ message, ...failure }: Failure, done: string): Failure {
  return { ...failure, message: `${done}, but: ${message}`, partly: true };
}

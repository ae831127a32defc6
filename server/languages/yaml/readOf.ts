import type { Reference } from "../reference";

/** A reading of a name. */
export function readOf(name: string, start: number, optional: boolean): Reference {
  return { name, start, end: start + name.length, kind: "read", form: "accessor", optional, via: "direct" };
}

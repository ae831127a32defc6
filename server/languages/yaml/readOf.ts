import { referenceTo } from "../named";
import type { Reference } from "../reference";

/** A reading of a name. */
export function readOf(name: string, start: number, optional: boolean): Reference {
  return referenceTo(name, start, { kind: "read", optional, via: "direct" });
}

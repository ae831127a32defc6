import type { Reference } from "./reference";
import type { Tokens } from "./tokens";

/** What is done with a name, and how it was reached. */
export type NamedUse = Pick<Reference, "kind" | "optional" | "via">;

/** The reference that a word, or a whole string, makes to the name it is. */
export function namedReference(tokens: Tokens, token: number, use: NamedUse): Reference {
  return referenceTo(tokens.spelling(token), tokens.start(token), use);
}

/** The reference to a name that starts at an offset. */
export function referenceTo(name: string, start: number, { kind, optional, via }: NamedUse): Reference {
  return { name, start, end: start + name.length, kind, form: "accessor", optional, via };
}

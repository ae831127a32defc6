import type { Reference } from "./reference";
import type { Tokens } from "./tokens";

/** What is done with a name, and how it was reached. */
export type NamedUse = Pick<Reference, "kind" | "optional" | "via">;

/** The reference that a word, or a whole string, makes to the name it is. */
export function namedReference(tokens: Tokens, token: number, { kind, optional, via }: NamedUse): Reference {
  return {
    name: tokens.spelling(token),
    start: tokens.start(token),
    end: tokens.end(token),
    kind,
    form: "accessor",
    optional,
    via,
  };
}

import type { Reference, ReferenceKind } from "../reference";
import type { Tokens } from "../tokens";
import type { Thing } from "./things";

/** What an expression stands for, and how it came to that. */
export interface Source {
  readonly thing: Thing;
  readonly via: Reference["via"];
}

/** What was found at a place: the use of a name, or a variable that from there on stands for a thing. */
export type Finding =
  | { readonly kind: "reference"; readonly reference: Reference }
  | { readonly kind: "variable"; readonly token: number; readonly thing: Thing };

export type Add = (finding: Finding) => void;

/** The finding that the word or string at a token is a name. Empty strings are none. */
export function addReference(
  tokens: Tokens,
  key: number,
  use: { readonly kind: ReferenceKind; readonly optional: boolean; readonly via: Reference["via"] },
  add: Add,
): void {
  const name = tokens.spelling(key);
  if (name === "" || /[\\\n]/.test(name)) return;
  const reference = { name, start: tokens.start(key), end: tokens.end(key), form: "accessor", ...use } as const;
  add({ kind: "reference", reference });
}

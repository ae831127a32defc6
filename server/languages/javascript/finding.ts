import type { NamedUse } from "../named";
import { namedReference } from "../named";
import type { Reference, Wrapper } from "../reference";
import type { Tokens } from "../tokens";
import type { Expression } from "./expression";
import type { SchemaFunction, Thing } from "./things";

/** What an expression stands for, and how it came to that. */
export interface Source {
  readonly thing: Thing;
  readonly via: Reference["via"];
}

/** What was found at a place: the use of a name, or a variable that from there on stands for a thing. */
export type Finding =
  | NameUse
  | { readonly kind: "variable"; readonly token: number; readonly thing: Thing }
  /** A variable whose value a process is started with. */
  | { readonly kind: "started"; readonly token: number }
  | ComputedName
  | SchemaCall;

/** The call of a function that takes a schema, or where the thing is `env`, of one that is given the environment, or what is made of it. */
export interface SchemaCall {
  readonly kind: "call";
  readonly thing: SchemaFunction | "env" | "made";
  readonly open: number;
}

/** A word whose value is a name: `key` of `process.env[key]`, the whole of which is the expression. */
export interface ComputedName {
  readonly kind: "computed";
  readonly key: number;
  readonly expression: Expression;
  /** The function that is called with it, where it is one. */
  readonly wrapper?: Wrapper;
}

/**
 * The use of a name, where it tells whether the name is there, the expression that does, and the word that is given the value
 * where a pattern takes it.
 */
export interface NameUse {
  readonly kind: "reference";
  readonly reference: Reference;
  readonly asked?: Expression | undefined;
  readonly word?: number | undefined;
}

export type Add = (finding: Finding) => void;

/** The finding that the word or string at a token is a name. Empty strings are none. */
export function addReference(
  tokens: Tokens,
  key: number,
  use: NamedUse,
  add: Add,
  asked?: Expression,
  word?: number,
): void {
  const name = tokens.spelling(key);
  if (name === "" || /[\\\n]/.test(name)) return;
  add({ kind: "reference", reference: namedReference(tokens, key, use), asked, word });
}

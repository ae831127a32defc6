import type { LexicalTable, StringForm } from "./lexicalTable";

/** A string on one line with backslash escapes, as most languages have it. `more` is what else there is to it. */
export function quoted(quote: string, more?: Partial<StringForm>): StringForm {
  return { open: quote, close: quote, escape: "backslash", multiline: false, ...more };
}

/** The same over several lines. */
export function longQuoted(quote: string, more?: Partial<StringForm>): StringForm {
  return quoted(quote, { multiline: true, ...more });
}

/** A string that nothing ends but its close; whoever finds one has read what opens it. */
export function rawUntil(close: string, more?: Partial<StringForm>): StringForm {
  return longQuoted(close, { open: "", escape: "none", ...more });
}

/** `"…"` on one line. */
export const doubleQuoted = quoted('"');

/** `'…'` on one line. */
export const singleQuoted = quoted("'");

/** `"""…"""` over several lines. */
export const tripleQuoted = longQuoted('"""');

/** What of it is filled in: expressions in braces, which two of them are not. */
export const bracesFilledIn = { hole: "{", noHole: "{{" } as const;

/** Brackets, with what closes them. */
export const closerOf: ReadonlyMap<string, string> = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
  ["<", ">"],
]);

/** Comments of C and of the many languages after it. */
export const slashComments: Pick<LexicalTable, "lineComments" | "blockComments"> = {
  lineComments: ["//"],
  blockComments: [{ open: "/*", close: "*/" }],
};

/** The same where block comments may hold others. */
export const nestedSlashComments: typeof slashComments = {
  ...slashComments,
  blockComments: [{ open: "/*", close: "*/", nested: true }],
};

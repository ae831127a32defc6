import type { LexicalTable, StringForm } from "./lexicalTable";

/** `"…"` on one line with backslash escapes, as most languages have it. */
export const doubleQuoted: StringForm = { open: '"', close: '"', escape: "backslash", multiline: false };

/** `'…'` on one line with backslash escapes. */
export const singleQuoted: StringForm = { open: "'", close: "'", escape: "backslash", multiline: false };

/** `"""…"""` over several lines. */
export const tripleQuoted: StringForm = { open: '"""', close: '"""', escape: "backslash", multiline: true };

/** Comments of C and of the many languages after it. */
export const slashComments: Pick<LexicalTable, "lineComments" | "blockComments"> = {
  lineComments: ["//"],
  blockComments: [{ open: "/*", close: "*/" }],
};

/** The same where block comments may hold others. */
export const nestedSlashComments: Pick<LexicalTable, "lineComments" | "blockComments"> = {
  lineComments: ["//"],
  blockComments: [{ open: "/*", close: "*/", nested: true }],
};

import type { Lexer } from "../lexer";
import type { LexicalTable, StringForm } from "../lexicalTable";
import { Spellings } from "../spellings";
import { bracesFilledIn, doubleQuoted, longQuoted, singleQuoted, tripleQuoted } from "../syntaxes";
import { listWords } from "./readers";

const strings: readonly StringForm[] = [tripleQuoted, longQuoted("'''"), doubleQuoted, singleQuoted];

/** The same strings with `f` in front: braces in them hold expressions. */
const formatted: readonly StringForm[] = strings.map((form) => ({ ...form, ...bracesFilledIn }));

/** Python. In raw strings too, a backslash keeps a quote from ending the string. */
export const pythonTable: LexicalTable = {
  lineComments: ["#"],
  strings,
  prefixed,
  watched: new Spellings(`import ${listWords}`),
  reach: 100,
};

function prefixed(prefix: string, lexer: Lexer): StringForm | undefined {
  if (!/^[rbuft]{1,2}$/i.test(prefix)) return undefined;
  const forms = /[ft]/i.test(prefix) ? formatted : strings;
  return forms.find(({ open }) => lexer.startsWith(open));
}

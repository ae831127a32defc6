import type { FindAliases } from "./aliases";
import { contextFrom } from "./context";
import type { GuardTable } from "./guards";
import { compileGuards } from "./guards";
import type { Idiom, IdiomRow } from "./idioms";
import { compileIdiom, findIdioms, withAliases } from "./idioms";
import { findInline, inlineCandidates } from "./inline";
import { findInterpolated } from "./interpolated";
import { inTokens } from "./lex";
import type { LexicalTable } from "./lexicalTable";
import { mayHoldAccessors } from "./prefilter";
import type { Language, ReferenceKind } from "./reference";
import { Spellings } from "./spellings";
import { byStart } from "./sorted";

/** A language whose idioms are calls and indexes with a string for the name. */
export interface GetterTable extends GuardTable {
  readonly id: string;
  /** What editors call it, with blanks between; without this, like its id. */
  readonly languageIds?: string;
  /** With blanks between them. */
  readonly fileNames: string;
  readonly lexical: LexicalTable;
  /**
   * The idioms as they are written, with `NAME` for the string that holds the name (`os.Getenv(NAME)`), `PAIR` for one that
   * holds its value too (`putenv(PAIR)`), or `WORD` for a bare one (`$ENV{WORD}`), and `KEY` for one in capitals among other keys. The first that fits counts, so the more
   * special ones stand first. `EACH` stands in front of how every element of a list is written, and `WITH` in front of a word
   * that a text has to hold somewhere.
   */
  readonly idioms: readonly IdiomRow[];
  /** Finds the words of a text that stand for a part of an idiom. */
  readonly aliases?: FindAliases;
  /** How a name is read inside of a string that is filled in, where it is not escaped: `"$env:NAME"`, with the name as the first group. */
  readonly interpolated?: RegExp;
  /**
   * How a string says which variable a field is filled with: `name`, and `spared` where the field may stay empty. A match without a
   * name says that something stands before all names of the text. No text without the needle has any.
   */
  readonly fields?: readonly { readonly needle: string; readonly pattern: RegExp }[];
  /** Calls that do something with all they are given, where it would be read: `isset($_ENV["A"], $_ENV["B"])`. */
  readonly argumentUses?: ReadonlyMap<string, ReferenceKind>;
  /** Marks in front of an idiom that make it a part of something else: `.` as in `my.os.Getenv`. */
  readonly joints?: string;
  /** What stands in front of the name of a function where it is defined, `*` for its type: calls of those that read the name they are given are followed. */
  readonly definers?: string;
  /** Names that the language itself provides where others come from the environment. */
  readonly isBuiltIn?: (name: string, idiom: string) => boolean;
  /** How `NAME` is read. */
  readonly accessor: string;
}

/** A language from its table. */
export function getterLanguage(table: GetterTable): Language {
  const { id, languageIds = id, fileNames, lexical, accessor } = table;
  const compiled = once(() => compile(table));
  const argumentUses = table.argumentUses ?? new Map();
  const { joints = ". :: ?.", definers = "", fields = [] } = table;
  const isName = (name: string, idiom: string): boolean =>
    namePattern.test(name) && table.isBuiltIn?.(name, idiom) !== true;
  const references: Language["references"] = (text, _languageId, editedAt) => {
    const { idioms, guards, needles, watching } = compiled();
    const candidates = inlineCandidates(text);
    if (candidates.length === 0 && !mayHoldAccessors(text, { needles })) return [];
    return inTokens(text, { table: watching, editedAt }, (tokens) => {
      const aliases = table.aliases?.(tokens) ?? [];
      const known = aliases.length === 0 ? idioms : withAliases(idioms, aliases, lexical);
      const accessors = findIdioms(tokens, { idioms: known, guards, joints, isName, argumentUses, definers });
      const interpolated = findInterpolated(tokens, table.interpolated, "direct").filter(({ name }) =>
        isName(name, ""),
      );
      const filled = fields.flatMap(({ needle, pattern }) =>
        text.includes(needle) ? findInterpolated(tokens, pattern, "schema") : [],
      );
      const inline = findInline(text, (start, end) => tokens.isString(start - 1, end + 1), candidates);
      return [...accessors, ...interpolated, ...filled, ...inline].sort(byStart);
    });
  };
  return {
    id,
    languageIds: languageIds.split(" "),
    fileNames: fileNames.split(" "),
    get needles() {
      return compiled().needles;
    },
    references,
    contextAt: contextFrom(references),
    accessor: (name) => accessor.replace("NAME", () => name),
  };
}

/** Most languages are never met in a workspace: none is made ready before it is. */
function compile(table: GetterTable) {
  const idioms = table.idioms.map((row) => compileIdiom(row, table.lexical));
  const watching = {
    reach,
    ...table.lexical,
    watched: new Spellings(idioms.map(({ pattern }) => pattern.anchor).join(" ")),
  };
  const needles = [...needlesOf(idioms), ...(table.fields ?? []).map(({ needle }) => [needle])];
  return { idioms, guards: compileGuards(table, table.lexical), needles, watching };
}

function once<Result>(make: () => Result): () => Result {
  let made: { readonly result: Result } | undefined;
  return () => (made ??= { result: make() }).result;
}

const namePattern = /^[A-Za-z_][\w.-]*$/;

/** No reader of these languages looks further ahead beyond its line. */
const reach = 100;

/**
 * The words of each idiom, without the lines that another line with fewer words makes superfluous. The longest word comes first:
 * most texts do not hold it, and then nobody goes through all that hold a word like `os`.
 */
function needlesOf(idioms: readonly Idiom[]): readonly (readonly string[])[] {
  const lines = idioms.map(({ pattern }) => [...new Set(pattern.words)].sort((a, b) => b.length - a.length));
  const implies = (line: readonly string[], other: readonly string[]): boolean =>
    other.every((needle) => line.includes(needle));
  return lines.filter((line, index) =>
    lines.every((other, at) => at === index || !implies(line, other) || (implies(other, line) && index < at)),
  );
}

import { resumeOf } from "./compiledTable";
import type { Lexer } from "./lexer";
import type { Reader, StringForm } from "./lexicalTable";
import { matchAt } from "./textPlaces";
import { tokenKind } from "./tokens";

/** A reader that takes what the sticky expression matches as one thing without references in it. */
export function opaque(pattern: RegExp): Reader {
  return (lexer) => {
    const stop = matchEnd(lexer, pattern);
    if (stop === undefined) return false;
    lexer.tokens.add(tokenKind.opaque, lexer.position, stop);
    lexer.position = stop;
    return true;
  };
}

/** A reader that passes over what the sticky expression matches: a comment of an unusual kind. */
export function skipped(pattern: RegExp): Reader {
  return (lexer) => {
    const stop = matchEnd(lexer, pattern);
    if (stop === undefined) return false;
    lexer.position = stop;
    return true;
  };
}

/** `'a'`, `'\n'`, `'\u{1F600}'`, where a quote alone means something else: a lifetime, a symbol, a type. */
export const character: Reader = opaque(/'(?:\\[^\n][^'\n]{0,10}|[^\\'\n]|[\ud800-\udbff][\udc00-\udfff])'/y);

/** A reader of strings whose form depends on what the sticky expression finds: how many quotes, which delimiter. */
export function delimited(pattern: RegExp, formOf: (match: RegExpExecArray) => StringForm): Reader {
  return (lexer) => {
    const match = matchAt(pattern, lexer.text, lexer.position);
    if (match === null) return false;
    lexer.position += match[0].length;
    const form = formOf(match);
    lexer.readString(form, resumeOf(form), true);
    return true;
  };
}

/** The first of several readers that takes something. */
export function firstOf(...readers: readonly Reader[]): Reader {
  return (lexer) => readers.some((reader) => reader(lexer));
}

/** Whether the position is at the start of a line. */
export function isAtLineStart({ text, position }: Lexer): boolean {
  return position === 0 || text.charCodeAt(position - 1) === 10;
}

function matchEnd({ text, position, end }: Lexer, pattern: RegExp): number | undefined {
  pattern.lastIndex = position;
  return pattern.test(text) && pattern.lastIndex <= end ? pattern.lastIndex : undefined;
}

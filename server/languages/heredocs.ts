import { kept } from "./groups";
import type { Lexer } from "./lexer";
import type { Reader, StringForm } from "./lexicalTable";
import { longQuoted, rawUntil } from "./syntaxes";
import { matchAt } from "./textPlaces";
import { tokenKind } from "./tokens";

/** A heredoc whose first line has been read: its text starts in the next line and ends with the delimiter on its own. */
export interface Heredoc {
  readonly delimiter: string;
  readonly isIndented: boolean;
  /** What starts an expression in its text; without it, and with `isFilledIn` false, the text stands as it is. */
  readonly hole?: string;
  readonly isFilledIn: boolean;
}

interface Waiting {
  heredocs: Heredoc[];
  /** Delimiters that do not come any more. There are few; a text with many is no program. */
  readonly missing: Set<string>;
}

const mostMissing = 50;
const waitingIn = new WeakMap<Lexer, Waiting>();

/** A reader of `<<NAME`: `parse` says what the match announces. The text itself is read at the end of the line. */
export function heredocStart(pattern: RegExp, parse: (match: RegExpExecArray) => Heredoc): Reader {
  return (lexer) => {
    const match = matchAt(pattern, lexer.text, lexer.position);
    if (match === null) return false;
    const heredoc = parse(match);
    const stop = lexer.position + match[0].length;
    const waiting = kept(waitingIn, lexer, () => ({ heredocs: [], missing: new Set<string>() }));
    const key = `${heredoc.delimiter} ${heredoc.isIndented}`;
    if (waiting.missing.has(key) || waiting.missing.size > mostMissing) return false;
    if (findEnd(lexer, heredoc, lexer.lineEnd(stop)) === undefined) {
      waiting.missing.add(key);
      return lexer.missed();
    }
    lexer.tokens.add(tokenKind.opaque, lexer.position, stop);
    lexer.position = stop;
    waiting.heredocs.push(heredoc);
    lexer.awaited++;
    return true;
  };
}

/** A reader of line ends: behind a line that announces heredocs come their texts. */
export const heredocTexts: Reader = (lexer) => {
  lexer.position++;
  const waiting = waitingIn.get(lexer);
  if (waiting !== undefined && waiting.heredocs.length > 0) readNext(lexer, waiting);
  return true;
};

/** Reads one text, and the next ones behind it. */
function readNext(lexer: Lexer, waiting: Waiting): void {
  const heredoc = waiting.heredocs.shift();
  if (heredoc === undefined) return;
  const close = findEnd(lexer, heredoc, lexer.position - 1);
  if (close === undefined) {
    lexer.missed();
    return;
  }
  // The form starts at the line end before the text, so that an empty text ends as any other.
  lexer.position--;
  readText(lexer, formOf(heredoc, close), () => {
    lexer.awaited--;
    if (waiting.heredocs.length > 0) lexer.position++;
    readNext(lexer, waiting);
  });
}

function formOf({ hole, isFilledIn }: Heredoc, close: string): StringForm {
  return isFilledIn ? longQuoted(close, { open: "", ...(hole === undefined ? {} : { hole }) }) : rawUntil(close);
}

/** A text that is filled in is always a part, even when it has no holes; one that is not is a whole string. */
function readText(lexer: Lexer, form: StringForm, done: () => void): void {
  const resume = (): void => {
    lexer.readString(form, resume, form.escape === "none");
    const isAtHole = lexer.tokens.isOpen(lexer.tokens.count - 1);
    if (!isAtHole) done();
  };
  resume();
}

/** The line that ends the heredoc, with the line end before it. */
function findEnd({ text }: Lexer, { delimiter, isIndented }: Heredoc, from: number): string | undefined {
  const space = isIndented ? "[ \\t]*" : "";
  const pattern = new RegExp(`\\n${space}${delimiter.replace(/[^\w\s]/g, "\\$&")}(?![\\w])`, "g");
  return matchAt(pattern, text, from)?.[0];
}

import type { Language, NameContext, Reference } from "./reference";
import { closerOf } from "./syntaxes";

/** The name that is put at the cursor to see what the language makes of it. */
const probe = "INLINE_SECRETS_PROBE";

type References = Language["references"];

/**
 * What is being typed at `offset`: completes the text in the ways that the characters around the cursor suggest, and asks
 * whether the language would then see a reference right there. So completion knows exactly what the checks know.
 */
export function contextFrom(references: References, nameCharacter = identifierCharacter): Language["contextAt"] {
  return (text, offset, languageId, imports) => {
    for (const attempt of attempts(text, wordAround(text, offset, nameCharacter))) {
      const { start, end, insert } = attempt;
      const completed = text.slice(0, start) + insert + text.slice(end);
      const name = start + insert.indexOf(probe);
      const found = references(completed, languageId, name, imports).find((reference) => reference.start === name);
      if (found?.end === name + probe.length && found.form === attempt.form && mayComplete(found))
        return { form: attempt.form, start, end, suffix: attempt.suffix };
    }
    return undefined;
  };
}

function mayComplete({ kind }: Reference): boolean {
  return kind !== "write" && kind !== "delete";
}

interface Attempt extends NameContext {
  readonly insert: string;
}

const identifierCharacter = /[\w$\u0080-\uffff-]/;

/** What may belong to a name behind a `$` that does not: `$NAME`, `${NAME-default}`. */
export const variableCharacter = /\w/;

/** The likeliest completions of the text, by what stands before the name. */
function attempts(text: string, word: Word): readonly Attempt[] {
  const before = text.slice(0, word.start);
  if (before.endsWith("<secret>")) return tagAttempts(text, word);
  if (before.endsWith("<")) return [angleAttempt(text, word)];
  return [accessorAttempt(word, missingClosers(text, word)), ...pastQuote(text, word)];
}

/** Where the quote behind the name is closed and its bracket is not: both are written anew. */
function pastQuote(text: string, { start, end }: Word): readonly Attempt[] {
  const quote = text.charAt(end);
  const closer = quote === text.charAt(start - 1) && /["'`]/.test(quote) ? openedBefore(text, start).closer : "";
  if (closer === "" || isClosedBehind(text, start, end + 1)) return [];
  return [accessorAttempt({ start, end: end + 1 }, quote + closer)];
}

interface Word {
  readonly start: number;
  readonly end: number;
}

function wordAround(text: string, offset: number, nameCharacter: RegExp): Word {
  let start = offset;
  let end = offset;
  while (start > 0 && nameCharacter.test(text.charAt(start - 1))) start--;
  while (nameCharacter.test(text.charAt(end))) end++;
  return { start, end };
}

function tagAttempts(text: string, { start, end }: Word): readonly Attempt[] {
  const isClosed = text.startsWith("</secret>", end);
  const suffix = isClosed ? "" : "</secret>";
  return [{ form: "tag", start, end, suffix, insert: probe + suffix }];
}

function angleAttempt(text: string, { start, end }: Word): Attempt {
  const stop = text.startsWith(">", end) ? end + 1 : end;
  return { form: "angle", start: start - 1, end: stop, suffix: "", insert: `<${probe}>` };
}

function accessorAttempt({ start, end }: Word, suffix: string): Attempt {
  return { form: "accessor", start, end, suffix, insert: probe + suffix };
}

/** What closes the quote and the bracket that stand before the name, unless a closing quote or brace is there already. */
function missingClosers(text: string, { start, end }: Word): string {
  const { isOpened, quote, closer } = openedBefore(text, start);
  if (!isOpened) return "";
  // `${NAME:-default}` goes on behind the name.
  if (quote === "" && /[:=?+%/#,^@[-]/.test(text.charAt(end))) return "";
  if (quote === "") return text.startsWith("}", end) ? "" : "}";
  // So does a tag in Go: `env:"NAME,required"`.
  if (text.startsWith(quote, end) || text.slice(start - 2, start) + text.charAt(end) === ':",') return "";
  return quote + (isClosedBehind(text, start, end) ? "" : closer);
}

/** The quote that a name stands behind, if any, and what closes the bracket in front of that. */
function openedBefore(text: string, start: number) {
  const opened = /(?:([[({]\s*)?(["'`])|[$#\w]\{|\{(?:env|localEnv):)$/.exec(
    text.slice(Math.max(0, start - 20), start),
  );
  const [, bracket = "", quote = ""] = opened ?? [];
  return { isOpened: opened !== null, quote, closer: closerOf.get(bracket.charAt(0)) ?? "" };
}

/**
 * Whether more brackets are closed in the rest of the line than are open before the one that belongs to the name: an editor
 * that knows nothing of the language closes brackets, but not quotes.
 */
function isClosedBehind(text: string, start: number, end: number): boolean {
  const line = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  const rest = /^.*/.exec(text.slice(end, end + longestRest))?.[0] ?? "";
  return unmatched(Array.from(rest).reverse(), ")]}", "([{") >= unmatched(line, "([{", ")]}");
}

const longestRest = 1000;

function unmatched(characters: Iterable<string>, openers: string, closers: string): number {
  let depth = 0;
  for (const character of characters)
    if (openers.includes(character)) depth++;
    else if (depth > 0 && closers.includes(character)) depth--;
  return depth;
}

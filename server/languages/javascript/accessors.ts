import type { Reference, ReferenceKind } from "../reference";
import type { Tokens } from "../tokens";
import { tokenKind } from "../tokens";
import type { Expression } from "./expression";
import { unwrapped } from "./expression";
import type { Thing } from "./things";
import { globals, membersOf, methodsOf } from "./things";
import { usageOf } from "./usage";

/** The references of a text that go through `process.env` and its like. */
export function findAccessors(tokens: Tokens): readonly Reference[] {
  const references: Reference[] = [];
  for (const [word, thing] of Object.entries(globals))
    for (const token of occurrences(tokens, word))
      if (!isMember(tokens, token)) follow(tokens, { first: token, last: token }, thing, references);
  for (const token of occurrences(tokens, "meta"))
    if (tokens.is(token - 1, ".") && tokens.is(token - 2, "import"))
      follow(tokens, { first: token - 2, last: token }, "importMeta", references);
  return references.sort((a, b) => a.start - b.start);
}

function occurrences(tokens: Tokens, word: string): readonly number[] {
  const found: number[] = [];
  const { text } = tokens;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    const index = tokens.indexAt(at);
    if (tokens.start(index) === at && tokens.isWord(index) && tokens.is(index, word)) found.push(index);
  }
  return found;
}

function isMember(tokens: Tokens, index: number): boolean {
  return tokens.is(index - 1, ".") || tokens.is(index - 1, "?.");
}

interface Member {
  readonly key: number;
  readonly last: number;
}

function follow(tokens: Tokens, start: Expression, thing: Thing, references: Reference[]): void {
  let current = thing;
  let expression = unwrapped(tokens, start);
  for (;;) {
    const member = memberOf(tokens, expression.last + 1);
    if (member === undefined) return;
    const spelling = tokens.spelling(member.key);
    const next = Object.hasOwn(membersOf[current], spelling) ? membersOf[current][spelling] : undefined;
    const whole = { first: expression.first, last: member.last };
    const method = methodsOf[current]?.get(spelling);
    if (next !== undefined) {
      current = next;
      expression = unwrapped(tokens, whole);
      continue;
    }
    if (tokens.is(member.last + 1, "(")) {
      if (method !== undefined && tokens.kind(member.last + 2) === tokenKind.literal) {
        const usage = usageOf(tokens, { first: whole.first, last: tokens.partner(member.last + 1) });
        references.push(toReference(tokens, member.last + 2, method, method === "read" && usage.optional));
      }
    } else if (current === "env") {
      const { kind, optional } = usageOf(tokens, whole);
      references.push(toReference(tokens, member.key, kind, optional));
    }
    return;
  }
}

/** `.key`, `?.key`, `["key"]` or `?.["key"]` at a token. */
function memberOf(tokens: Tokens, index: number): Member | undefined {
  const isDot = tokens.is(index, ".") || tokens.is(index, "?.");
  const key = index + 1;
  if (isDot && tokens.isWord(key) && !tokens.startsLine(key)) return { key, last: key };
  const open = tokens.is(index, "?.") ? index + 1 : index;
  const isIndex = tokens.is(open, "[") && tokens.kind(open + 1) === tokenKind.literal && tokens.is(open + 2, "]");
  return isIndex ? { key: open + 1, last: open + 2 } : undefined;
}

function toReference(tokens: Tokens, key: number, kind: ReferenceKind, optional: boolean): Reference {
  const start = tokens.start(key);
  const end = tokens.end(key);
  return { name: tokens.spelling(key), start, end, kind, form: "accessor", optional, via: "direct" };
}

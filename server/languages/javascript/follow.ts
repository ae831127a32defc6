import type { Tokens } from "../tokens";
import { dynamicReference } from "../dynamic";
import type { Expression } from "./expression";
import { unwrapped } from "./expression";
import type { Add, Source } from "./finding";
import { addReference } from "./finding";
import { findStarted } from "./handedOver";
import { madeBy } from "./libraries";
import { findRead } from "./libraryReads";
import { isSchemaFunction, memberOf, methodOf } from "./things";
import { usageOf } from "./usage";

/** Where an expression ends up that is still a thing, and not a name. */
interface End {
  readonly expression: Expression;
  readonly source: Source;
}

/** Follows the members behind an expression: `.env`, `?.["env"]`, up to a name, which is added, or to what remains. */
export function follow(tokens: Tokens, start: Expression, source: Source, add: Add): End | undefined {
  let { thing } = source;
  let expression = unwrapped(tokens, start);
  for (;;) {
    const member = memberAt(tokens, expression.last + 1);
    if (member === undefined) {
      findRead(tokens, expression, thing, add);
      const made = madeBy(thing);
      const close = tokens.partner(expression.last + 1);
      if (made !== undefined && tokens.is(expression.last + 1, "(") && close > expression.last) {
        thing = made;
        const first = tokens.is(expression.first - 1, "await") ? expression.first - 1 : expression.first;
        expression = unwrapped(tokens, { first, last: close });
        continue;
      }
      if (!isUsed(tokens, expression.last + 1)) return { expression, source: { ...source, thing } };
      addUse(tokens, expression, { ...source, thing }, add);
      return undefined;
    }
    const whole = { first: expression.first, last: member.last };
    const next = memberOf(thing, tokens.spelling(member.key));
    if (next === undefined) {
      addName(tokens, { member, whole }, { ...source, thing }, add);
      return undefined;
    }
    thing = next;
    expression = unwrapped(tokens, whole);
  }
}

/** `x.` of a half-typed line, `x[computed]` and `x()` lead nowhere. */
function isUsed(tokens: Tokens, index: number): boolean {
  return tokens.isAny(index, ". ?.") || (tokens.isAny(index, "[ (") && !tokens.startsLine(index));
}

/** `x[key]` of an environment, and the call of a function that takes a schema. */
function addUse(tokens: Tokens, expression: Expression, { thing, via }: Source, add: Add): void {
  const open = tokens.is(expression.last + 1, "?.") ? expression.last + 2 : expression.last + 1;
  const close = tokens.partner(open);
  if (thing === "env" && tokens.is(open, "[")) {
    if (close === open + 2)
      add({ kind: "computed", key: open + 1, expression: { first: expression.first, last: close } });
    addComputed(tokens, open, via, add);
  }
  if (thing === "starter") findStarted(tokens, open, add);
  if (isSchemaFunction(thing)) add({ kind: "call", thing, open });
}

/** A name that nobody can tell. */
function addComputed(tokens: Tokens, open: number, via: Source["via"], add: Add): void {
  const reference = dynamicReference(tokens, open, via);
  if (reference !== undefined) add({ kind: "reference", reference });
}

interface Member {
  readonly key: number;
  readonly last: number;
}

/** `.key`, `?.key`, `["key"]` or `?.["key"]` at a token. A key in the next line belongs to an unfinished one. */
function memberAt(tokens: Tokens, index: number): Member | undefined {
  const isDot = tokens.isAny(index, ". ?.");
  const key = index + 1;
  if (isDot && tokens.isWord(key)) return tokens.startsLine(key) ? undefined : { key, last: key };
  const open = tokens.is(index, "?.") ? index + 1 : index;
  const isIndex = tokens.is(open, "[") && tokens.isLiteral(open + 1) && tokens.is(open + 2, "]");
  return isIndex ? { key: open + 1, last: open + 2 } : undefined;
}

interface Access {
  readonly member: Member;
  readonly whole: Expression;
}

function addName(tokens: Tokens, { member, whole }: Access, { thing, via }: Source, add: Add): void {
  const call = tokens.is(member.last + 1, "?.") ? member.last + 2 : member.last + 1;
  if (tokens.is(call, "(")) {
    const kind = methodOf(thing, tokens.spelling(member.key));
    const expression = { first: whole.first, last: tokens.partner(call) };
    if (kind === undefined || expression.last < 0) return;
    if (kind === "read" && tokens.isWord(call + 1) && expression.last === call + 2)
      add({ kind: "computed", key: call + 1, expression });
    if (!tokens.isLiteral(call + 1)) {
      addComputed(tokens, call, via, add);
      return;
    }
    const { optional } = usageOf(tokens, expression);
    addReference(
      tokens,
      call + 1,
      { kind, optional: kind === "exists" || (kind === "read" && optional), via },
      add,
      expression,
    );
  } else if (thing === "env" || thing === "copy") {
    const usage = usageOf(tokens, whole);
    const isSet = usage.kind === "write" || usage.kind === "delete";
    if (thing === "env" || isSet) addReference(tokens, member.key, { ...usage, via }, add, whole);
  }
}

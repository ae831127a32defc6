import type { Tokens } from "../tokens";
import type { Expression } from "./expression";
import { colonBefore, unwrapped } from "./expression";
import type { Add, Source } from "./finding";
import { addReference } from "./finding";
import { findInPattern } from "./pattern";
import { findHandedOver } from "./handedOver";
import { startsStatement } from "./statements";
import { functionsOnEnv } from "./things";

/** What becomes of an expression that stands for a thing: assigned to a variable, taken apart, or asked for a name. */
export function flowOf(tokens: Tokens, expression: Expression, source: Source, add: Add): void {
  if (source.thing === "env") {
    findQuestions(tokens, expression, source, add);
    const open = openOfCall(tokens, expression);
    const openOfMade = open < 0 ? openOfCall(tokens, callWith(tokens, expression)) : -1;
    if (open >= 0) add({ kind: "call", thing: "env", open });
    if (openOfMade >= 0) add({ kind: "call", thing: "made", open: openOfMade });
  }
  if (source.thing === "env" || source.thing === "copy") {
    const copy = findHandedOver(tokens, expression, source, add);
    if (copy !== undefined) flowOf(tokens, unwrapped(tokens, copy), { thing: "copy", via: source.via }, add);
  }
  const equals = assignmentOf(tokens, expression);
  if (equals < 0) return;
  const target = targetOf(tokens, equals);
  if (tokens.is(target, "}")) findInPattern(tokens, tokens.partner(target), source, add);
  else if (tokens.isWord(target) && !tokens.isAny(target - 1, ". ?."))
    add({ kind: "variable", token: target, thing: source.thing });
}

/** `"NAME" in process.env`, `Object.hasOwn(process.env, "NAME")` and their like. */
function findQuestions(tokens: Tokens, { first, last }: Expression, { via }: Source, add: Add): void {
  if (tokens.is(first - 1, "in") && tokens.isLiteral(first - 2))
    addReference(tokens, first - 2, { kind: "exists", optional: true, via }, add, { first: first - 2, last });
  const isArgument = tokens.is(first - 1, "(") && tokens.is(last + 1, ",") && tokens.isLiteral(last + 2);
  const kind = isArgument ? functionsOnEnv.get(tokens.spelling(first - 2)) : undefined;
  if (kind === undefined || !tokens.is(first - 3, ".") || !isBuiltIn(tokens, first - 4)) return;
  const start = tokens.is(first - 2, "call") ? first - 8 : first - 4;
  addReference(tokens, last + 2, { kind, optional: kind === "exists", via }, add, { first: start, last: last + 3 });
}

/** The parenthesis of `schema.parse(process.env)`, `schema.parse(x ?? process.env)`, `schema.validate(process.env, {})` and `parse(schema, process.env)`; -1 where it is another call. */
function openOfCall(tokens: Tokens, { first, last }: Expression): number {
  const close = tokens.is(last + 1, ",") ? last + 2 : last + 1;
  const open = tokens.partner(close);
  const isParsing = tokens.is(close, ")") && parsers.test(tokens.spelling(open - 1));
  if (isParsing) return open;
  const isFirst = tokens.is(first - 1, "(") && tokens.isAny(last + 1, ", )");
  return isFirst && tokens.isAny(first - 2, validations) ? first - 1 : -1;
}

/** What zod and valibot call it (zod.dev/basics, valibot.dev/guides/parse-data). */
export const parsers = /^(?:safeP|p)arse(?:Async)?$/;

/** What Joi and yup call it, which take the environment before everything else. */
export const validations = "validate validateAsync validateSync attempt assert";

/** `withoutEmpty(process.env)`: what is made of the environment mostly has its names. */
function callWith(tokens: Tokens, { first }: Expression): Expression {
  const open = first - 1;
  let start = open - 1;
  while (tokens.isMember(start)) start -= 2;
  return tokens.is(open, "(") && tokens.isWord(open - 1) ? { first: start, last: tokens.partner(open) } : nowhere;
}

const nowhere: Expression = { first: -1, last: -1 };

function isBuiltIn(tokens: Tokens, index: number): boolean {
  return tokens.isAny(index, "Object Reflect hasOwnProperty");
}

/** Marks that hand on one of their sides. */
const choices = "?? || ? : &&";
const longestInitializer = 60;

/** How many parentheses a value is followed out of. */
const mostGroups = 4;

/** The `=` that the value goes through, directly or as one of several choices; -1 when there is none. */
export function assignmentOf(tokens: Tokens, { first, last }: Expression, depth = 0): number {
  const behind = last + 1;
  const isWhole = tokens.isAny(behind, "; , ) } ] ?? || : in of");
  if (!isWhole && behind < tokens.count && !tokens.startsLine(behind)) return -1;
  if (tokens.isAny(first - 1, "= ??= ||=")) return first - 1;
  return tokens.isAny(first - 1, choices) ? assignmentBefore(tokens, first - 1, depth) : -1;
}

/** Goes back over the other choices of `cond ? process.env : {}`, and of `(cond ? process.env : x) ?? {}`. */
function assignmentBefore(tokens: Tokens, choice: number, depth: number): number {
  let needsQuestion = tokens.is(choice, ":");
  for (let at = choice - 1, steps = 0; at >= 0 && steps < longestInitializer; at--, steps++) {
    if (tokens.is(at, "?")) needsQuestion = false;
    if (tokens.is(at, "=")) return needsQuestion ? -1 : at;
    if (tokens.is(at, "(") && !needsQuestion && depth < mostGroups) {
      const group = unwrapped(tokens, { first: at + 1, last: tokens.partner(at) - 1 });
      return group.first > at ? -1 : assignmentOf(tokens, group, depth + 1);
    }
    if (tokens.isAny(at, "; , => return") || tokens.isOpen(at) || startsStatement(tokens, at + 1)) return -1;
    if (tokens.isClose(at)) at = tokens.partner(at);
  }
  return -1;
}

/** What stands before `=`, without its type. */
export function targetOf(tokens: Tokens, equals: number): number {
  const colon = colonBefore(tokens, equals);
  return (colon < 0 ? equals : colon) - 1;
}

import { Spellings } from "../spellings";
import type { Tokens } from "../tokens";
import { tokenKind } from "../tokens";

/** Words behind which an expression starts, rather than an operator. */
const operatorWords = new Spellings(
  "return typeof case in of delete void throw new instanceof else do await yield default extends",
);

/** Words whose parentheses are followed by a statement. */
const headWords = "if while for with";

/** Whether an operand comes behind the token `last`, so that `/` starts a regular expression and `<` may start markup. */
export function isOperandExpected(tokens: Tokens, last = tokens.count - 1): boolean {
  switch (tokens.kind(last)) {
    case 0:
    case tokenKind.open:
      return true;
    case tokenKind.word:
      return tokens.isOneOf(last, operatorWords) && !tokens.isMember(last);
    case tokenKind.mark:
      return !isPostfix(tokens, last);
    case tokenKind.close:
      return isStatementEnd(tokens, last);
    default:
      return false;
  }
}

/** `x++`, `x--` and the `!` of `x!` end an operand. */
function isPostfix(tokens: Tokens, index: number): boolean {
  if (tokens.isAny(index, "++ --")) return true;
  if (!tokens.is(index, "!") || tokens.end(index - 1) !== tokens.start(index)) return false;
  const before = tokens.kind(index - 1);
  if (before === tokenKind.word) return !tokens.isOneOf(index - 1, operatorWords);
  return before === tokenKind.close;
}

/** `if (x)` and a block are complete statements; `(x)`, `[x]`, an object and a hole are operands. */
function isStatementEnd(tokens: Tokens, close: number): boolean {
  const open = tokens.partner(close);
  if (tokens.is(close, ")")) return tokens.isAny(open - 1, headWords) && !tokens.isMember(open - 1);
  return tokens.is(close, "}") && tokens.is(open, "{") && isBlock(tokens, open);
}

/** Whether this brace opens a block or a body, and not an object. */
function isBlock(tokens: Tokens, open: number): boolean {
  const before = open - 1;
  switch (tokens.kind(before)) {
    case 0:
    case tokenKind.close:
    case tokenKind.literal:
      return true;
    case tokenKind.word:
      return !tokens.isOneOf(before, operatorWords) || tokens.isAny(before, "else do");
    case tokenKind.mark:
      if (tokens.is(before, ":")) return isCaseLabel(tokens, before);
      return tokens.isAny(before, "; => > >>");
    case tokenKind.open:
      return tokens.is(before, "{");
    default:
      return false;
  }
}

/** `case x:` and `default:`, as far as they are short. */
function isCaseLabel(tokens: Tokens, colon: number): boolean {
  if (tokens.is(colon - 1, "default")) return true;
  for (let index = colon - 2; index > colon - 6; index--) if (tokens.is(index, "case")) return true;
  return false;
}

/** Marks behind which an operand stands on its own up to the next `||`, `??`, `&&` or `?`. */
const looseMarks = new Spellings("= => , ; ? : ?? || && ... += ??= ||= &&=");
const tightWords = "await void typeof in instanceof new";

/** Whether what stands in front takes an operand before `||`, `??`, `&&` and `?` do. */
export function bindsTighter(tokens: Tokens, index: number): boolean {
  if (tokens.kind(index) === tokenKind.mark) return !tokens.isOneOf(index, looseMarks);
  return tokens.isAny(index, tightWords);
}

import ts from "typescript6";
import type { Reference } from "../../server/languages/reference";
import { isOfSurroundings } from "./surroundings";
import type { Resolve } from "./typescriptNames";
import { usesOf } from "./typescriptNames";
import { equalities, inside, isComparable, isNothing, numberTest, outermost, presenceCall } from "./typescriptUsage";

/** A reference, and the expression that tells whether its name is there. */
export interface Asked {
  readonly reference: Reference;
  readonly node: ts.Expression;
}

/** The references with what the tree around each question says: the engine's definition, by another way. */
export function guarded(
  references: readonly Reference[],
  questions: readonly Asked[],
  resolve: Resolve,
): readonly Reference[] {
  const meanings = questions
    .filter(({ reference: { kind, optional }, node }) => {
      return kind === "exists" || (kind === "read" && (optional || isGivenToConstant(node)));
    })
    .map(({ reference, node }) => {
      const meaning = meaningOf(node, resolve);
      return { reference, ...(meaning.isDemanded ? meaning : joined([meaning, ...chosenBy(node, resolve)])) };
    });
  return references.map((reference) => {
    const { name, kind, start } = reference;
    if (kind !== "read") return reference;
    const inBranch = meanings.some(
      (meaning) =>
        !meaning.isDemanded &&
        !isOfSurroundings(meaning.reference.name) &&
        meaning.branches.some(([from, to]) => from <= start && start < to),
    );
    if (inBranch) return { ...reference, optional: true };
    const own = meanings.find((meaning) => meaning.reference === reference);
    if (own?.isDemanded === true) return { ...reference, optional: false };
    const isBehind = meanings.some(
      (meaning) =>
        !meaning.isDemanded &&
        meaning.reference.name === name &&
        meaning.regions.some(([from, to]) => from <= start && start < to),
    );
    return isBehind ? { ...reference, optional: true } : reference;
  });
}

type Span = readonly [number, number];

export interface Meaning {
  readonly isDemanded: boolean;
  readonly regions: readonly Span[];
  /** Those of them that are branches of the question, in which no other name is needed without this one. */
  readonly branches: readonly Span[];
}

const demanded: Meaning = { isDemanded: true, regions: [], branches: [] };
const nothing: Meaning = { isDemanded: false, regions: [], branches: [] };

function isGivenToConstant(asked: ts.Expression): boolean {
  const node = outermost(asked);
  const { parent } = node;
  const isInitializer = ts.isVariableDeclaration(parent) && parent.initializer === node;
  return isInitializer && ts.isIdentifier(parent.name) && (parent.parent.flags & ts.NodeFlags.Const) !== 0;
}

function joined(meanings: readonly Meaning[]): Meaning {
  return {
    isDemanded: false,
    regions: meanings.flatMap(({ regions }) => regions),
    branches: meanings.flatMap(({ branches }) => branches),
  };
}

/** What is only come to with the name because of the text in it: `const x = X || "local"; if (x === "s3")`, `switch (X) { case "s3": }`. */
function chosenBy(asked: ts.Expression, resolve: Resolve): readonly Meaning[] {
  let node = outermost(asked);
  let otherwise: string | undefined;
  const { parent } = node;
  if (ts.isBinaryExpression(parent) && parent.left === node && fallbacks.has(parent.operatorToken.kind)) {
    const other = inside(parent.right);
    if (ts.isStringLiteralLike(other) && other.text !== "") {
      otherwise = smallText(other);
      node = outermost(parent);
    }
  }
  node = inSmall(node);
  return [node, ...(isGivenToConstant(node) ? usesOfCondition(node, resolve).map(inSmall) : [])].map((use) =>
    meaningOfChoice(use, otherwise, resolve),
  );
}

const fallbacks: ReadonlySet<ts.SyntaxKind> = new Set([ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken]);

/** With `toLowerCase()` and `trim()` behind it. */
function inSmall(node: ts.Expression): ts.Expression {
  const { parent } = node;
  const isMember = ts.isPropertyAccessExpression(parent) && ["toLowerCase", "trim"].includes(parent.name.text);
  if (!isMember || !ts.isCallExpression(parent.parent)) return node;
  return parent.parent.expression === parent ? inSmall(outermost(parent.parent)) : node;
}

function smallText({ text }: ts.StringLiteralLike): string {
  return text.toLowerCase().trim();
}

function meaningOfChoice(node: ts.Expression, otherwise: string | undefined, resolve: Resolve): Meaning {
  const { parent } = node;
  if (ts.isSwitchStatement(parent) && parent.expression === node) {
    const spans = clausesFor(parent.caseBlock, otherwise);
    return { isDemanded: false, regions: spans, branches: spans };
  }
  const question = questionOf(node);
  const texts = textsIn(question.node, node);
  if (texts.length === 0) return nothing;
  if (texts.length === 1 && texts[0] === otherwise)
    return joined([meaningFrom({ node: question.node, isPresence: !question.isPresence }, resolve, 0)]);
  const all = withAlternatives(question, inside(node));
  if (otherwise !== undefined && textsIn(all.node, node).includes(otherwise)) return nothing;
  return joined([meaningFrom(all, resolve, 0)]);
}

/** The texts in a question, without those of the value that it asks for. */
function textsIn(node: ts.Node, value: ts.Node): readonly string[] {
  if (node === value) return [];
  const own = ts.isStringLiteralLike(node) && node.text !== "" ? [smallText(node)] : [];
  const inner: string[] = [];
  ts.forEachChild(node, (child) => {
    inner.push(...textsIn(child, value));
  });
  return [...own, ...inner];
}

/** The clauses that only another text leads to than the one that stands in for it. */
function clausesFor({ clauses }: ts.CaseBlock, otherwise: string | undefined): readonly Span[] {
  const spans: Span[] = [];
  let isOther = false;
  let isEntered = false;
  for (const clause of clauses) {
    const label = ts.isCaseClause(clause) ? clause.expression : undefined;
    isOther ||=
      label === undefined || !ts.isStringLiteralLike(label) || label.text === "" || smallText(label) === otherwise;
    const [first] = clause.statements;
    const last = clause.statements.at(-1);
    if (first === undefined || last === undefined) continue;
    const isBranch: boolean = !isOther && !isEntered;
    if (isBranch) spans.push([first.getStart(), last.end]);
    isEntered = !isBranch && exitOf(last) === undefined;
    isOther = false;
  }
  return spans;
}

/** With the optional chain behind it, which gives nothing without the value: `X?.trim()`. */
function throughChain(asked: ts.Expression): ts.Expression {
  const first = outermost(asked).parent;
  const isChain =
    (ts.isPropertyAccessExpression(first) || ts.isElementAccessExpression(first) || ts.isCallExpression(first)) &&
    first.questionDotToken !== undefined;
  let node = outermost(asked);
  if (!isChain || inside(first.expression) !== inside(asked)) return asked;
  for (;;) {
    const { parent } = node;
    const isLink =
      (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent) || ts.isCallExpression(parent)) &&
      parent.expression === node;
    if (!isLink) return node;
    node = outermost(parent);
  }
}

/** What a question means for the code around it. */
export function meaningOf(value: ts.Expression, resolve: Resolve): Meaning {
  const asked = throughChain(value);
  const question = questionOf(asked);
  // What it gives without a comparison is never false.
  if (ts.isTypeOfExpression(inside(question.node))) return nothing;
  return meaningFrom(withAlternatives(question, inside(asked)), resolve, 0);
}

/** With what asks for other texts of the same value: `X === "a" || X === "b"`, `X !== "a" && X !== "b"`. */
function withAlternatives(question: Question, value: ts.Expression): Question {
  const { node, isPresence } = question;
  const { parent } = node;
  const isJoined = ts.isBinaryExpression(parent) && parent.operatorToken.kind === jointOf(!isPresence);
  if (!isJoined || parent.left !== node) return question;
  const other = inside(parent.right);
  const asked = ts.isBinaryExpression(other) ? inside(other.left) : other;
  const isAlike = asked.getText() === value.getText() && questionOf(asked).isPresence === isPresence;
  return isAlike ? withAlternatives({ node: outermost(parent), isPresence }, value) : question;
}

/** How many names a condition may go by one after the other. */
const mostNames = 2;

function meaningFrom(question: Question, resolve: Resolve, names: number): Meaning {
  let { node, isPresence } = question;
  const regions: ts.Node[] = [];
  for (;;) {
    const { parent } = node;
    if (ts.isPrefixUnaryExpression(parent) && parent.operator === ts.SyntaxKind.ExclamationToken) {
      isPresence = !isPresence;
    } else if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === jointOf(isPresence)) {
      if (parent.left === node) regions.push(parent.right);
    } else break;
    node = outermost(parent);
  }
  const { parent } = node;
  if (ts.isConditionalExpression(parent) && parent.condition === node)
    regions.push(isPresence ? parent.whenTrue : parent.whenFalse);
  if (ts.isWhileStatement(parent) && isPresence) regions.push(parent.statement);
  if (ts.isCallExpression(parent) && isPresence && isAssertion(parent) && parent.arguments[0] === node) return demanded;
  if (ts.isSwitchStatement(parent) && failsOtherwise(parent)) return demanded;
  const named =
    names < mostNames
      ? usesOfCondition(node, resolve).map((use) => meaningFrom({ node: use, isPresence }, resolve, names + 1))
      : [];
  if (named.some(({ isDemanded }) => isDemanded)) return demanded;
  const own = regions.map((region) => [region.getStart(), region.end] as const);
  const ofQuestion = ts.isIfStatement(parent) ? meaningOfStatement(parent, isPresence) : nothing;
  if (ofQuestion.isDemanded) return demanded;
  return {
    isDemanded: false,
    regions: [...own, ...ofQuestion.regions, ...named.flatMap((each) => each.regions)],
    branches: [...own, ...ofQuestion.branches, ...named.flatMap((each) => each.branches)],
  };
}

/** Where code asks by the name of a constant that has just this value, or calls the function that gives just this. */
function usesOfCondition(node: ts.Expression, resolve: Resolve): readonly ts.Expression[] {
  const isFunction = ts.isArrowFunction(node.parent) && node.parent.body === node;
  const { parent } = isFunction ? node.parent : node;
  const isConstant = ts.isVariableDeclaration(parent) && (parent.parent.flags & ts.NodeFlags.Const) !== 0;
  if (!isConstant || !ts.isIdentifier(parent.name)) return [];
  const uses = usesOf(parent.name, resolve);
  if (!isFunction) return uses.map(outermost);
  return uses.flatMap(({ parent: call }) => (ts.isCallExpression(call) ? outermost(call) : []));
}

function jointOf(isPresence: boolean): ts.SyntaxKind {
  return isPresence ? ts.SyntaxKind.AmpersandAmpersandToken : ts.SyntaxKind.BarBarToken;
}

function meaningOfStatement(node: ts.IfStatement, isPresence: boolean): Meaning {
  const { thenStatement, elseStatement } = node;
  const [present, absent] = isPresence ? [thenStatement, elseStatement] : [elseStatement, thenStatement];
  const exit = absent === undefined ? undefined : exitOf(absent);
  if (exit === "fails") return demanded;
  const around = node.parent;
  const isBlock = ts.isBlock(around) || ts.isSourceFile(around) || ts.isModuleBlock(around);
  const branches: readonly Span[] = present === undefined ? [] : [[present.getStart(), present.end]];
  const rest: readonly Span[] = exit === "leaves" && isBlock ? [[node.end, around.end]] : [];
  return { isDemanded: false, regions: [...branches, ...rest], branches };
}

function failsOtherwise({ caseBlock }: ts.SwitchStatement): boolean {
  const clause = caseBlock.clauses.at(-1);
  const last = clause && ts.isDefaultClause(clause) ? clause.statements.at(-1) : undefined;
  return last !== undefined && exitOf(last) === "fails";
}

function exitOf(statement: ts.Statement): "fails" | "leaves" | undefined {
  if (ts.isBlock(statement)) {
    const last = statement.statements.at(-1);
    return last === undefined || ts.isBlock(last) ? undefined : exitOf(last);
  }
  if (ts.isThrowStatement(statement)) return "fails";
  if (ts.isReturnStatement(statement) || ts.isContinueStatement(statement) || ts.isBreakStatement(statement))
    return "leaves";
  if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression)) return undefined;
  const { expression, arguments: given } = statement.expression;
  if (!["process.exit", "Deno.exit"].includes(expression.getText())) return undefined;
  return given.length === 0 || given[0]?.getText() === "0" ? "leaves" : "fails";
}

function isAssertion({ expression }: ts.CallExpression): boolean {
  return /^(?!console\b)(?:.*\.)?(?:assert|invariant)(?:\.ok)?$/s.test(expression.getText().replace(/\s/g, ""));
}

interface Question {
  readonly node: ts.Expression;
  readonly isPresence: boolean;
}

function questionOf(asked: ts.Expression): Question {
  const node = outermost(asked);
  const typeOf = ts.isTypeOfExpression(node.parent) ? outermost(node.parent) : undefined;
  const compared = typeOf ?? node;
  const { parent } = compared;
  const listing = typeOf === undefined ? presenceCall(node) : undefined;
  if (listing !== undefined) return { node: outermost(listing), isPresence: true };
  const test = typeOf === undefined ? numberTest(node) : undefined;
  if (test !== undefined) return { node: outermost(test), isPresence: !test.expression.getText().endsWith("isNaN") };
  if (!ts.isBinaryExpression(parent) || !equalities.has(parent.operatorToken.kind))
    return { node: compared, isPresence: true };
  const other = inside(parent.left === compared ? parent.right : parent.left);
  const type = typeOf !== undefined && ts.isStringLiteralLike(other) ? other.text : "";
  const isQuestion = typeOf === undefined ? isComparable(other) : type !== "";
  const isAbsent = type === "undefined" || (typeOf === undefined && isNothing(other));
  const isPresence = parent.operatorToken.getText().startsWith("!") === isAbsent;
  return isQuestion ? { node: outermost(parent), isPresence } : { node: compared, isPresence: true };
}

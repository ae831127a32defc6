import ts from "typescript6";
import type { Reference } from "../../server/languages/reference";

type Usage = Pick<Reference, "kind" | "optional">;

/** What the tree around an expression does with it. */
export function usageOf(node: ts.Expression): Usage {
  const outer = outermost(node);
  const { parent } = outer;
  if (isTarget(outer)) return { kind: "write", optional: false };
  if (ts.isDeleteExpression(parent)) return { kind: "delete", optional: false };
  if (ts.isTypeOfExpression(parent)) return { kind: "exists", optional: true };
  return {
    kind: "read",
    optional: [isOptional, presenceCall, numberTest, isNumberWithFallback, isConverted, isDefault, isFiltered].some(
      (test) => test(outer),
    ),
  };
}

/** What stands for a value that something else may give: `{ default: X }`. */
function isDefault({ parent }: ts.Expression): boolean {
  if (!ts.isPropertyAssignment(parent) || !(ts.isIdentifier(parent.name) || ts.isStringLiteral(parent.name)))
    return false;
  return ["default", "defaultValue", "fallback"].includes(parent.name.text);
}

/** `[NAME].filter(Boolean)`, `[NAME].filter((name) => !!name)` */
function isFiltered({ parent }: ts.Expression): boolean {
  if (!ts.isArrayLiteralExpression(parent)) return false;
  const member = parent.parent;
  const isCalled =
    ts.isPropertyAccessExpression(member) && member.expression === parent && member.name.text === "filter";
  const [test] = isCalled && ts.isCallExpression(member.parent) ? member.parent.arguments : [];
  return (
    test !== undefined && (ts.isArrowFunction(test) ? keeping.test(test.body.getText()) : test.getText() === "Boolean")
  );
}

const keeping = /^(?:(?:!!)?[\w$]+|Boolean\([\w$]+\)|[\w$]+ (?:!==? undefined|!= null))$/;

/** The expression without parentheses, assertions and `!` around it. */
export function inside(node: ts.Expression): ts.Expression {
  let at = node;
  while (isWrapping(at)) at = at.expression;
  return at;
}

function isWrapping(
  node: ts.Node,
): node is
  | ts.ParenthesizedExpression
  | ts.AsExpression
  | ts.SatisfiesExpression
  | ts.TypeAssertion
  | ts.NonNullExpression {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isTypeAssertionExpression(node) ||
    ts.isNonNullExpression(node)
  );
}

/** The expression with the parentheses, assertions and `!` around it. */
export function outermost(node: ts.Expression): ts.Expression {
  let at = node;
  while (isWrapping(at.parent) && at.parent.expression === at) at = at.parent;
  return at;
}

function isTarget(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent))
    return parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken;
  const isAssigned =
    ts.isBinaryExpression(parent) &&
    parent.left === node &&
    parent.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
    parent.operatorToken.kind <= ts.SyntaxKind.LastAssignment;
  return isAssigned;
}

export const choices = new Set([
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.AmpersandAmpersandToken,
]);

export const equalities = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);

function isOptional(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isPrefixUnaryExpression(parent)) return parent.operator === ts.SyntaxKind.ExclamationToken;
  if (ts.isCallExpression(parent) && parent.arguments.includes(node)) return parent.expression.getText() === "Boolean";
  if (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent) || ts.isCallExpression(parent))
    return parent.expression === node && parent.questionDotToken !== undefined;
  if (ts.isBinaryExpression(parent)) {
    const operator = parent.operatorToken.kind;
    const other = parent.left === node ? parent.right : parent.left;
    if (equalities.has(operator)) return isComparable(other) || ts.isStringLiteralLike(other);
    if (!choices.has(operator)) return false;
    const isFallback = operator !== ts.SyntaxKind.AmpersandAmpersandToken;
    if (parent.left === node) return !isFallback || !isFailure(parent.right);
    return isOptional(outermost(parent));
  }
  if (ts.isConditionalExpression(parent)) return parent.condition === node || isOptional(outermost(parent));
  if (ts.isSwitchStatement(parent)) return parent.expression === node && comparesTexts(parent);
  return (
    (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent)) && parent.expression === node
  );
}

/** `fail("X")`, `process.exit(1)`, `(() => { throw error })()` */
export function isFailure(node: ts.Expression): boolean {
  // Of several ways out, it is the first that is taken.
  if (ts.isBinaryExpression(node)) return isFailure(node.left);
  if (!ts.isCallExpression(node)) return false;
  const callee = inside(node.expression);
  if (ts.isArrowFunction(callee)) {
    const first = ts.isBlock(callee.body) ? callee.body.statements[0] : undefined;
    return first !== undefined && ts.isThrowStatement(first);
  }
  const called = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  const words = ts.isIdentifier(called) ? called.text.split(/(?=[A-Z_])/) : [];
  const isWord = /^(?:throw|raise|panic|fail|die|abort|exit|bail|missing|require|required)$/.test(words[0] ?? "");
  return isWord || /^_?error$/i.test(words.at(-1) ?? "");
}

/** The call that asks whether an expression is there, or one of several texts: `Boolean(X)`, `["a", "b"].includes(X)`. */
export function presenceCall(node: ts.Expression): ts.CallExpression | undefined {
  const { parent } = node;
  if (!isOnlyArgument(node) || !ts.isCallExpression(parent)) return undefined;
  const { expression } = parent;
  if (ts.isIdentifier(expression) && expression.text === "Boolean") return parent;
  if (!ts.isPropertyAccessExpression(expression) || expression.name.text !== "includes") return undefined;
  const list = expression.expression;
  const isListing = ts.isArrayLiteralExpression(list) && list.elements.length > 0 && list.elements.every(isText);
  return isListing ? parent : undefined;
}

/** The call that asks whether an expression holds a number: `isNaN(X)`, `Number.isFinite(Number(X))`. */
export function numberTest(node: ts.Expression): ts.CallExpression | undefined {
  const number = numberOf(node);
  const { parent } = number;
  if (!isOnlyArgument(number) || !ts.isCallExpression(parent)) return undefined;
  return /^(?:Number\s*\.\s*)?(?:isNaN|isFinite|isInteger|isSafeInteger)$/.test(parent.expression.getText())
    ? parent
    : undefined;
}

function isOnlyArgument(node: ts.Expression): boolean {
  const { parent } = node;
  return ts.isCallExpression(parent) && parent.arguments.length === 1 && parent.arguments[0] === node;
}

/** `Number(X)`, `parseInt(X, 10)` and `+X` of `X`, where that is what is made of it. */
export function numberOf(node: ts.Expression): ts.Expression {
  const { parent } = node;
  const isNumber = ts.isPrefixUnaryExpression(parent)
    ? parent.operator === ts.SyntaxKind.PlusToken
    : ts.isCallExpression(parent) &&
      parent.arguments[0] === node &&
      /(?:^|\.)(?:Number|parseInt|parseFloat)$/.test(parent.expression.getText());
  return isNumber ? outermost(parent as ts.Expression) : node;
}

/** `Number(X) || 5`, `+X || 5` */
function isNumberWithFallback(node: ts.Expression): boolean {
  let value: ts.Node = numberOf(node);
  if (value === node) return false;
  // What is made of no number is none either, or false.
  while (
    ts.isPrefixUnaryExpression(value.parent) ||
    (ts.isBinaryExpression(value.parent) && value.parent.right === value)
  )
    value = value.parent;
  const around = value.parent;
  const isOperand = ts.isBinaryExpression(around) && around.left === value;
  return isOperand && around.operatorToken.kind === ts.SyntaxKind.BarBarToken;
}

/** Whether a `switch` compares what it is given with texts: with one to begin with. */
function comparesTexts({ caseBlock }: ts.SwitchStatement): boolean {
  const clause = caseBlock.clauses[0];
  return clause !== undefined && ts.isCaseClause(clause) && isText(clause.expression);
}

function isText(node: ts.Expression): boolean {
  return ts.isStringLiteralLike(node) && node.text !== "";
}

/** What a value is compared with by a question: nothing, or a constant that is no empty text. */
export function isComparable(node: ts.Expression): boolean {
  const isYesOrNo = node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword;
  return isNothing(node) || isText(node) || isYesOrNo || ts.isNumericLiteral(node);
}

/** `parseBoolean(X)`, `x.isEnabled(X)`, `toNumber(X, 5)` */
function isConverted(node: ts.Expression): boolean {
  const { parent } = node;
  if (!ts.isCallExpression(parent) || parent.arguments[0] !== node) return false;
  const called = ts.isPropertyAccessExpression(parent.expression) ? parent.expression.name : parent.expression;
  const name = ts.isIdentifier(called) ? called.text : "";
  if (/^(?:require|must|assert|ensure|validate)/.test(name)) return false;
  if (/bool|[a-z_]Bool|[tT]ruthy|[eE]nabled/.test(name)) return true;
  const isNumeric = /[nN]umber|Int(?:eger)?$|^int$|[fF]loat|^parseEnv/.test(name);
  return parent.arguments.length > 1 && isNumeric && name !== "parseInt" && name !== "parseFloat";
}

export function isNothing(node: ts.Expression): boolean {
  const inner = inside(node);
  return inner.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(inner) && inner.text === "undefined");
}

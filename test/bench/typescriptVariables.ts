import ts from "typescript6";
import type { Reference } from "../../server/languages/reference";
import { meaningOf } from "./typescriptGuards";
import type { Resolve } from "./typescriptNames";
import { isLenientEntry } from "./typescriptSchemas";
import { identifiers, usesOf } from "./typescriptNames";
import { choices, inside, isFailure, isNothing, numberOf, outermost, usageOf } from "./typescriptUsage";

/** A reference, and the expression or the element of a pattern that has its value. */
export interface Valued {
  readonly reference: Reference;
  readonly node: ts.Expression | ts.BindingElement;
}

/** The references, where those are optional that are given to a constant that the code gets along without. */
export function withVariables(
  references: readonly Reference[],
  values: readonly Valued[],
  resolve: Resolve,
): readonly Reference[] {
  const names = new Map<string, readonly ts.Identifier[]>();
  return references.map((reference) => {
    if (reference.kind !== "read" || reference.optional) return reference;
    const value = values.find((each) => each.reference.start === reference.start);
    const name = value && constantOf(value.node);
    const isBack = (use: ts.Identifier): boolean => isPutBack(use, reference.name, references);
    const parameter = value && parameterOf(value.node, resolve);
    const isSparedThere =
      parameter !== undefined &&
      (givesDefault(parameter) ||
        isLeftOut(parameter, resolve) ||
        (ts.isIdentifier(parameter.name) && isSpared(parameter.name, { resolve, isBack: () => false }, names)));
    const isReplacedThere = value !== undefined && isReplaced(value.node, resolve);
    const isLenient = value !== undefined && isLenientEntry(outermost(value.node as ts.Expression), resolve);
    return isSparedThere ||
      isReplacedThere ||
      isLenient ||
      (name !== undefined && isSpared(name, { resolve, isBack }, names))
      ? { ...reference, optional: true }
      : reference;
  });
}

/** The parameter of a function of the script that is called with a value. */
function parameterOf(node: ts.Node, resolve: Resolve): ts.ParameterDeclaration | undefined {
  const argument = ts.isBindingElement(node) ? node : outermost(node as ts.Expression);
  const { parent: call } = argument;
  if (!ts.isCallExpression(call) || !ts.isIdentifier(call.expression)) return undefined;
  const place = call.arguments.indexOf(argument as ts.Expression);
  if (place < 0 || call.arguments.slice(0, place).some(ts.isSpreadElement)) return undefined;
  const declared = resolve(call.expression)?.valueDeclaration;
  const made = declared && ts.isVariableDeclaration(declared) ? declared.initializer : declared;
  if (
    made === undefined ||
    (!ts.isFunctionDeclaration(made) && !ts.isFunctionExpression(made) && !ts.isArrowFunction(made))
  )
    return undefined;
  const parameter = made.parameters[place];
  return parameter?.dotDotDotToken === undefined ? parameter : undefined;
}

function givesDefault({ initializer }: ts.ParameterDeclaration): boolean {
  if (initializer === undefined) return false;
  const isFailing =
    ts.isCallExpression(initializer) && /\bthrow\b|fail|error|exit|panic|abort|^(?:require|must|missing)/i;
  return (
    !["undefined", "null"].includes(initializer.getText()) && !(isFailing && isFailing.test(initializer.getText()))
  );
}

/** Whether a parameter may be left out, and the function does not fail by itself where it is. */
function isLeftOut({ questionToken, name }: ts.ParameterDeclaration, resolve: Resolve): boolean {
  if (questionToken === undefined || !ts.isIdentifier(name)) return false;
  return usesOf(name, resolve).every((use) => {
    const { parent } = use;
    const isChoice = ts.isBinaryExpression(parent) && choices.has(parent.operatorToken.kind) && parent.left === use;
    return !meaningOf(use, resolve).isDemanded && !(isChoice && isFailure(parent.right));
  });
}

/** The name of the constant, which is not exported, that is declared with a value, or with one of several that it is chosen from. */
function constantOf(node: ts.Node): ts.Identifier | undefined {
  const declared = ts.isBindingElement(node) ? node : chosenFrom(numberOf(outermost(node as ts.Expression))).parent;
  if (!ts.isBindingElement(declared) && !ts.isVariableDeclaration(declared)) return undefined;
  let at: ts.Node = declared;
  while (ts.isBindingElement(at)) at = at.parent.parent;
  if (!ts.isVariableDeclaration(at) || (at.parent.flags & ts.NodeFlags.Const) === 0) return undefined;
  const statement = at.parent.parent;
  const isExported = ts.isVariableStatement(statement) && statement.modifiers !== undefined;
  return ts.isIdentifier(declared.name) && ts.isVariableStatement(statement) && !isExported ? declared.name : undefined;
}

/** Whether the variable that a value is given to is given something else where there is nothing in it, before it is used. */
function isReplaced(node: ts.Node, resolve: Resolve): boolean {
  if (ts.isBindingElement(node)) return false;
  const declared = chosenFrom(numberOf(outermost(node as ts.Expression))).parent;
  if (!ts.isVariableDeclaration(declared) || !ts.isIdentifier(declared.name)) return false;
  const list = declared.parent;
  const [use, given, ...others] = usesOf(declared.name, resolve);
  if (!ts.isVariableDeclarationList(list) || list.declarations[0] !== declared || use === undefined) return false;
  if ((list.flags & ts.NodeFlags.Const) !== 0 || use.getStart() < node.getStart()) return false;
  const around = list.parent.parent;
  if (ts.isBinaryExpression(use.parent) && ["||=", "??="].includes(use.parent.operatorToken.getText()))
    return use.parent.left === use && use.parent.parent.parent === around && !isFailure(use.parent.right);
  const asking = outermostCondition(use);
  if (asking === undefined || asking.parent !== around || given === undefined) return false;
  const { thenStatement } = asking;
  const statements = ts.isBlock(thenStatement) ? thenStatement.statements : [thenStatement];
  const isOnlyOne = !others.some((each) => each.getStart() < thenStatement.end);
  return (
    isOnlyOne &&
    statements.some((each) => {
      const assignment = ts.isExpressionStatement(each) ? each.expression : undefined;
      if (assignment === undefined || !ts.isBinaryExpression(assignment) || assignment.left !== given) return false;
      const isGiven = assignment.operatorToken.kind === ts.SyntaxKind.EqualsToken;
      return isGiven && !isNothing(assignment.right) && !isFailure(assignment.right);
    })
  );
}

/** The `if` that asks for nothing but whether a variable is not there. */
function outermostCondition(use: ts.Identifier): ts.IfStatement | undefined {
  const { parent } = use;
  const isNegated = ts.isPrefixUnaryExpression(parent) && parent.operator === ts.SyntaxKind.ExclamationToken;
  const isCompared =
    ts.isBinaryExpression(parent) &&
    /^===?$/.test(parent.operatorToken.getText()) &&
    isNothing(parent.left === use ? parent.right : parent.left);
  const isAsked = (isNegated || isCompared) && ts.isIfStatement(parent.parent) && parent.parent.expression === parent;
  return isAsked && ts.isIfStatement(parent.parent) ? parent.parent : undefined;
}

/** The whole expression whose value may be that of another one. */
function chosenFrom(node: ts.Expression): ts.Expression {
  const outer = outermost(node);
  const { parent } = outer;
  const isBranch = ts.isConditionalExpression(parent) && parent.condition !== outer;
  const isOperand = ts.isBinaryExpression(parent) && choices.has(parent.operatorToken.kind);
  return isBranch || (isOperand && parent.right === outer) ? chosenFrom(parent) : outer;
}

/** Whether a value goes back to where it came from: `process.env.X = old`, `Deno.env.set("X", old)`. */
function isPutBack(use: ts.Identifier, name: string, references: readonly Reference[]): boolean {
  const value = outermost(use);
  const { parent } = value;
  const isSet = ts.isCallExpression(parent) && parent.arguments.length === 2 && parent.arguments[1] === value;
  const isAssigned =
    ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken && parent.right === value;
  const target = isSet ? parent.arguments[0] : isAssigned ? inside(parent.left) : undefined;
  const key =
    target && ts.isPropertyAccessExpression(target)
      ? target.name
      : target && ts.isElementAccessExpression(target)
        ? target.argumentExpression
        : isSet
          ? target
          : undefined;
  if (key === undefined) return false;
  const [from, to] = [key.getStart(), key.end];
  return references.some(
    (each) =>
      each.kind === "write" && each.via === "direct" && each.name === name && from <= each.start && each.start < to,
  );
}

interface Uses {
  readonly resolve: Resolve;
  /** Whether a use puts the value back to where it came from. */
  readonly isBack: (use: ts.Identifier) => boolean;
}

function isSpared(
  name: ts.Identifier,
  { resolve, isBack }: Uses,
  names: Map<string, readonly ts.Identifier[]>,
): boolean {
  const all = names.get(name.text) ?? identifiers(name.getSourceFile(), name.text);
  names.set(name.text, all);
  const symbol = resolve(name);
  const uses = all.filter((each) => each !== name && resolve(each) === symbol);
  const regions: (readonly [number, number])[] = [];
  for (const use of uses) {
    const start = use.getStart();
    if (regions.some(([from, to]) => from <= start && start < to)) continue;
    if (isBack(use)) continue;
    if (!usageOf(use).optional) return false;
    const meaning = meaningOf(use, resolve);
    if (meaning.isDemanded) return false;
    regions.push(...meaning.regions);
  }
  return uses.length > 0;
}

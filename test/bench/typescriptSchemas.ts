import ts from "typescript6";
import type { Resolve } from "./typescriptNames";
import { usesOf } from "./typescriptNames";

const parsers = /^(?:safeP|p)arse(?:Async)?$/;
const lenient =
  /\.(?:optional|exactOptional|default|prefault|catch|nullish|partial)\(|\b(?:optional|nullish|fallback|any|unknown|undefinedable)\(/;

/** Whether a schema gets along without an entry of an object that is parsed, `schema.parse({ key: X })`, there or by its name. */
export function isLenientEntry(value: ts.Node, resolve: Resolve): boolean {
  const entry = value.parent;
  if (!ts.isPropertyAssignment(entry) || !ts.isObjectLiteralExpression(entry.parent)) return false;
  const key = ts.isComputedPropertyName(entry.name) ? undefined : entry.name.text;
  const schemas = callsWith(entry.parent, resolve).flatMap((call) => schemaOf(call, resolve) ?? []);
  const found = schemas.flatMap((schema) => keysOf(schema, resolve).filter((each) => each.name.getText() === key));
  return found.length > 0 && found.every((each) => lenient.test(each.initializer.getText()));
}

/** The calls that parse an object. */
function callsWith(object: ts.Expression, resolve: Resolve): readonly ts.CallExpression[] {
  const { parent } = object;
  const isConstant =
    ts.isVariableDeclaration(parent) &&
    ts.isIdentifier(parent.name) &&
    (ts.getCombinedNodeFlags(parent) & ts.NodeFlags.Const) !== 0;
  const uses = isConstant ? usesOf(parent.name, resolve) : [object];
  return uses
    .map((use) => use.parent)
    .filter(ts.isCallExpression)
    .filter(({ expression }) =>
      parsers.test(ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText()),
    );
}

/** The schema of `parse(schema, object)` and `schema.parse(object)`. */
function schemaOf({ expression, arguments: given }: ts.CallExpression, resolve: Resolve): ts.Expression | undefined {
  const owner = ts.isPropertyAccessExpression(expression) ? expression.expression : undefined;
  const schema = given.length > 1 ? given[0] : owner;
  return schema && valueOf(schema, resolve);
}

function valueOf(node: ts.Expression, resolve: Resolve): ts.Expression | undefined {
  if (!ts.isIdentifier(node)) return node;
  const declared = resolve(node)?.valueDeclaration;
  return declared && ts.isVariableDeclaration(declared) ? declared.initializer : undefined;
}

/** The keys of the objects that a schema is made of. */
function keysOf(schema: ts.Expression, resolve: Resolve): readonly ts.PropertyAssignment[] {
  if (ts.isIdentifier(schema)) {
    const value = valueOf(schema, resolve);
    return value === undefined || ts.isIdentifier(value) ? [] : keysOf(value, resolve);
  }
  if (!ts.isCallExpression(schema)) return [];
  const listed = schema.arguments.flatMap((each) =>
    ts.isObjectLiteralExpression(each) ? each.properties.filter(ts.isPropertyAssignment) : [],
  );
  const inner = ts.isPropertyAccessExpression(schema.expression) ? schema.expression.expression : undefined;
  return [...listed, ...(inner === undefined ? [] : keysOf(inner, resolve))];
}

import ts from "typescript6";
import type { Value } from "./typescriptThings";

const environment: Value = { thing: "env", via: "alias" };

/** What `env` is as a parameter: by the type that Wrangler makes, or as what a handler of a worker is given. */
export function workerParameter(node: ts.ParameterDeclaration): Value | undefined {
  if (!ts.isIdentifier(node.name) || node.name.text !== "env") return undefined;
  const isTyped = isOfWorker(node.type) && !isOfInterpreter(node.getSourceFile());
  return isTyped || isHandlers(node) ? environment : undefined;
}

/** What `owner.env` is where a framework, Hono's context or the class of a worker owns it. */
export function workerMember(node: ts.PropertyAccessExpression): Value | undefined {
  if (node.name.text !== "env") return undefined;
  const source = node.getSourceFile();
  const owner = node.expression;
  const name = nameOf(owner);
  const isFree = !ts.isPropertyAccessExpression(owner);
  if (isFree && /^(?:c|ctx|context)$/.test(name) && imports(source, "hono")) return environment;
  if (owner.kind === ts.SyntaxKind.ThisKeyword && (imports(source, "cloudflare:workers") || hasTyped(source)))
    return environment;
  if (name === "cloudflare" || name === "platform") return environment;
  const isLocals = ts.isPropertyAccessExpression(owner) && nameOf(owner.expression) === "locals";
  return name === "runtime" && isLocals ? environment : undefined;
}

function nameOf(node: ts.Expression): string {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  return ts.isIdentifier(node) ? node.text : "";
}

/** A type that begins with one of those names, whatever is done with it. */
function isOfWorker(type: ts.TypeNode | undefined): boolean {
  return type !== undefined && /^(?:(?:Cloudflare\.)?Env|CloudflareEnv|CloudflareBindings)\b/.test(type.getText());
}

/** Whether something else than a name is asked of an `env`, as in an interpreter, or `Env` is a class or the result of a schema. */
function isOfInterpreter(source: ts.SourceFile): boolean {
  const isAlien = source.statements.some((each) => {
    if (ts.isClassDeclaration(each) || ts.isEnumDeclaration(each)) return each.name?.text === "Env";
    if (!ts.isTypeAliasDeclaration(each) || each.name.text !== "Env") return false;
    return /^(?:typeof\b|(?:\w+\.)?(?:infer|input|output|Infer\w*|TypeOf|Static)\s*<)/.test(each.type.getText());
  });
  return isAlien || /\benv\.(?!waitUntil)[a-z]\w*[.([]/.test(source.text);
}

/** Whether anything called `env` has such a type, be it a parameter, a field or a member of an interface. */
function hasTyped(source: ts.SourceFile): boolean {
  if (isOfInterpreter(source)) return false;
  const isTyped = (node: ts.Node): boolean => {
    const isOwn =
      (ts.isParameter(node) ||
        ts.isPropertyDeclaration(node) ||
        ts.isPropertySignature(node) ||
        ts.isVariableDeclaration(node)) &&
      node.name.getText() === "env" &&
      isOfWorker(node.type);
    return isOwn || ts.forEachChild(node, isTyped) === true;
  };
  return isTyped(source);
}

/** A parameter behind the first of `fetch(request, env)` and its like in what a module exports by default, or that is typed so. */
function isHandlers(node: ts.ParameterDeclaration): boolean {
  const called = node.parent;
  const holder = ts.isMethodDeclaration(called) ? called : called.parent;
  if (called.parameters[0] === node) return false;
  const isMember = ts.isMethodDeclaration(holder) || ts.isPropertyAssignment(holder);
  if (!isMember || !/^(?:fetch|scheduled|queue|email)$/.test(holder.name.getText())) return false;
  if (!ts.isObjectLiteralExpression(holder.parent)) return false;
  let object: ts.Node = holder.parent;
  while (ts.isSatisfiesExpression(object.parent) || ts.isAsExpression(object.parent)) object = object.parent;
  return ts.isExportAssignment(object.parent) || node.getSourceFile().text.includes("ExportedHandler");
}

function imports(source: ts.SourceFile, module: string): boolean {
  return source.statements.some(
    (each) => ts.isImportDeclaration(each) && (each.moduleSpecifier as ts.StringLiteral).text === module,
  );
}

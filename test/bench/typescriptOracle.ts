import ts from "typescript6";
import type { Reference } from "../../server/languages/reference";
import type { Asked } from "./typescriptGuards";
import { guarded } from "./typescriptGuards";
import type { Valued } from "./typescriptVariables";
import { withVariables } from "./typescriptVariables";
import type { Thing, Value } from "./typescriptThings";
import {
  directly,
  importedThing,
  isEnvironment,
  member,
  memberOf,
  moduleThings,
  ofModule,
  requiredThing,
  madeThing,
  things,
} from "./typescriptThings";
import { inside, usageOf } from "./typescriptUsage";
import { workerMember, workerParameter } from "./typescriptWorkers";

/**
 * The references of a JavaScript or TypeScript file by TypeScript's own parser and binder: another way to the same answer as
 * the engine's, slow and independent of it. Only accessors, in order.
 */
export function oracleReferences(fileName: string, text: string): readonly Reference[] {
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true, scriptKind(fileName));
  const oracle = new Oracle(source, checkerFor(source));
  oracle.visit(source);
  const sorted = oracle.references.sort((a, b) => a.start - b.start);
  return withVariables(guarded(sorted, oracle.questions, oracle.resolve), oracle.values, oracle.resolve);
}

class Oracle {
  readonly references: Reference[] = [];
  readonly questions: Asked[] = [];
  readonly values: Valued[] = [];
  private readonly started = new Set<ts.Node>();
  private readonly source: ts.SourceFile;
  private readonly checker: ts.TypeChecker;
  private readonly assignments = new Map<ts.Symbol, ts.Expression[]>();
  private readonly valuesOfSymbols = new Map<ts.Symbol, Value | undefined>();

  constructor(source: ts.SourceFile, checker: ts.TypeChecker) {
    this.source = source;
    this.checker = checker;
    this.collectAssignments(source);
    this.collectStarts(source);
    this.valuesOfSymbols.clear();
  }

  readonly visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) this.visitMember(node, node.name);
    else if (ts.isElementAccessExpression(node)) this.visitIndex(node);
    else if (ts.isObjectBindingPattern(node)) this.visitPattern(node);
    else if (ts.isBinaryExpression(node)) this.visitBinary(node);
    else if (ts.isCallExpression(node)) this.visitCall(node);
    else if (ts.isImportDeclaration(node)) this.visitImport(node);
    else if (ts.isObjectLiteralExpression(node))
      this.addKeys(node, this.started.has(node) ? { thing: "copy", via: "direct" } : this.spreadIn(node));
    ts.forEachChild(node, this.visit);
  };

  private visitMember(node: ts.PropertyAccessExpression | ts.ElementAccessExpression, key: ts.Node): void {
    const value = this.valueOf(node.expression);
    const name = keyText(key);
    if (!isEnvironment(value) || name === undefined || memberOf("env", name) !== undefined) return;
    if (ts.isCallExpression(node.parent) && node.parent.expression === node) return;
    const { kind, optional } = usageOf(node);
    if (value.thing === "copy" && kind !== "write" && kind !== "delete") return;
    this.add(key, { kind, optional, via: value.via }, node);
  }

  /** The environment that is spread in an object: itself rather than a variable that stands for it. */
  private spreadIn(node: ts.ObjectLiteralExpression): Value | undefined {
    return directly(
      node.properties.map((each) => (ts.isSpreadAssignment(each) ? this.valueOf(each.expression) : undefined)),
    );
  }

  /** The keys of an object that are written into an environment, or kept out of it. */
  private addKeys({ properties }: ts.ObjectLiteralExpression, value: Value | undefined): void {
    if (value === undefined) return;
    for (const property of properties) {
      if (!ts.isPropertyAssignment(property) && !ts.isShorthandPropertyAssignment(property)) continue;
      const isLeftOut = ts.isPropertyAssignment(property) && property.initializer.getText() === "undefined";
      this.add(property.name, { kind: isLeftOut ? "delete" : "write", optional: false, via: value.via });
    }
  }

  private visitIndex(node: ts.ElementAccessExpression): void {
    const key = node.argumentExpression;
    if (ts.isStringLiteralLike(key)) this.visitMember(node, key);
    else this.addComputed(key, this.valueOf(node.expression), ["env"]);
  }

  private addComputed(key: ts.Expression | undefined, value: Value | undefined, things: readonly Thing[]): void {
    if (key === undefined || value === undefined || !things.includes(value.thing)) return;
    const start = key.getStart(this.source);
    const name = this.source.text.slice(start, key.end);
    const { via } = value;
    this.references.push({ name, start, end: key.end, kind: "dynamic", form: "accessor", optional: false, via });
  }

  private visitPattern(pattern: ts.ObjectBindingPattern): void {
    const value = this.valueOfPattern(pattern);
    if (value?.thing !== "env") return;
    for (const element of pattern.elements) {
      const key = element.propertyName ?? element.name;
      if (element.dotDotDotToken || keyText(key) === undefined) continue;
      this.add(key, { kind: "read", optional: element.initializer !== undefined, via: value.via }, element);
    }
  }

  private visitBinary(node: ts.BinaryExpression): void {
    if (node.operatorToken.kind === ts.SyntaxKind.InKeyword && ts.isStringLiteralLike(node.left)) {
      const value = this.valueOf(node.right);
      if (value?.thing === "env") this.add(node.left, { kind: "exists", optional: true, via: value.via }, node);
    }
    if (node.operatorToken.kind === ts.SyntaxKind.EqualsToken)
      this.visitAssignedPattern(node.left, this.valueOf(node.right));
  }

  private visitAssignedPattern(target: ts.Expression, value: Value | undefined): void {
    const pattern = inside(target);
    if (value === undefined || !ts.isObjectLiteralExpression(pattern)) return;
    for (const property of pattern.properties) {
      if (!ts.isPropertyAssignment(property) && !ts.isShorthandPropertyAssignment(property)) continue;
      const name = keyText(property.name);
      if (name === undefined) continue;
      const next = memberOf(value.thing, name);
      const initializer = ts.isPropertyAssignment(property) ? property.initializer : undefined;
      if (value.thing === "env")
        this.add(property.name, { kind: "read", optional: hasDefault(property), via: value.via });
      else if (next !== undefined && initializer !== undefined)
        this.visitAssignedPattern(initializer, { thing: next, via: value.via });
    }
  }

  private collectStarts(node: ts.Node): void {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) this.collectStart(node);
    if (ts.isElementAccessExpression(node)) this.collectPutIn(node);
    ts.forEachChild(node, (child) => {
      this.collectStarts(child);
    });
  }

  /** What a process is started with. */
  private collectStart(node: ts.CallExpression | ts.NewExpression): void {
    if (this.valueOf(node.expression)?.thing !== "starter") return;
    for (const each of node.arguments ?? [])
      for (const property of ts.isObjectLiteralExpression(each) ? each.properties : []) {
        if (property.name === undefined || keyText(property.name) !== "env") continue;
        const value = ts.isPropertyAssignment(property) ? property.initializer : property.name;
        const object = ts.isIdentifier(value) ? this.objectOf(value) : value;
        if (ts.isObjectLiteralExpression(object)) this.started.add(object);
      }
  }

  /** What a loop goes through that puts it into the environment. */
  private collectPutIn(node: ts.ElementAccessExpression): void {
    const key = node.argumentExpression;
    if (!ts.isIdentifier(key) || this.valueOf(node.expression)?.thing !== "env" || usageOf(node).kind !== "write")
      return;
    const declared = this.resolve(key)?.declarations?.[0];
    const looped = declared && goneThrough(declared);
    const object = looped && ts.isIdentifier(looped) ? this.objectOf(looped) : looped;
    if (object !== undefined && ts.isObjectLiteralExpression(object)) this.started.add(object);
  }

  /** What a variable is declared with, if it is one. */
  private objectOf(word: ts.Identifier): ts.Expression {
    const { parent } = word;
    const symbol = ts.isShorthandPropertyAssignment(parent)
      ? this.checker.getShorthandAssignmentValueSymbol(parent)
      : this.resolve(word);
    const declared = symbol?.declarations?.[0];
    const isDeclaration = declared !== undefined && (ts.isVariableDeclaration(declared) || ts.isParameter(declared));
    return (isDeclaration ? declared.initializer : undefined) ?? word;
  }

  private visitCall(node: ts.CallExpression): void {
    const callee = node.expression;
    if (!ts.isPropertyAccessExpression(callee)) return;
    const [first, second] = node.arguments;
    const method = callee.name.text;
    const value = this.valueOf(callee.expression);
    if (first !== undefined && ts.isStringLiteralLike(first) && value !== undefined) {
      const kind = denoMethods[method];
      if (value.thing === "denoEnv" && kind !== undefined)
        this.add(
          first,
          { kind, optional: kind === "exists" || (kind === "read" && usageOf(node).optional), via: value.via },
          node,
        );
      if (value.thing === "env" && method === "hasOwnProperty")
        this.add(first, { kind: "exists", optional: true, via: value.via }, node);
    } else if (method in denoMethods) this.addComputed(first, value, ["denoEnv"]);
    else if (method === "hasOwnProperty") this.addComputed(first, value, ["env"]);
    const kind = builtIns[callee.getText().replace(/\s/g, "")];
    const argument = first === undefined ? undefined : this.valueOf(first);
    if (kind !== undefined && argument?.thing === "env" && second !== undefined && ts.isStringLiteralLike(second))
      this.add(second, { kind, optional: kind === "exists", via: argument.via }, node);
    if (callee.getText().replace(/\s/g, "") !== "Object.assign") return;
    const target = directly(node.arguments.map((each) => this.valueOf(each)));
    for (const each of node.arguments) if (ts.isObjectLiteralExpression(each)) this.addKeys(each, target);
  }

  private visitImport(node: ts.ImportDeclaration): void {
    if (!ts.isStringLiteral(node.moduleSpecifier) || moduleThings[node.moduleSpecifier.text] !== "env") return;
    const bindings = node.importClause?.namedBindings;
    if (bindings === undefined || !ts.isNamedImports(bindings)) return;
    for (const element of bindings.elements)
      this.add(element.propertyName ?? element.name, { kind: "read", optional: false, via: "direct" });
  }

  private add(
    key: ts.Node,
    use: Pick<Reference, "kind" | "optional" | "via">,
    asked?: ts.Expression | ts.BindingElement,
  ): void {
    const name = keyText(key);
    if (name === undefined || name === "") return;
    const inner = ts.isComputedPropertyName(key) ? key.expression : key;
    const start = inner.getStart(this.source) + (ts.isStringLiteralLike(inner) ? 1 : 0);
    if (this.source.text.slice(start, start + name.length) !== name) return;
    const reference: Reference = { name, start, end: start + name.length, form: "accessor", ...use };
    this.references.push(reference);
    if (asked === undefined) return;
    this.values.push({ reference, node: asked });
    if (!ts.isBindingElement(asked)) this.questions.push({ reference, node: asked });
  }

  private valueOf(node: ts.Expression): Value | undefined {
    const inner = inside(node);
    if (inner !== node) return this.valueOf(inner);
    if (ts.isIdentifier(node)) return this.valueOfIdentifier(node);
    if (ts.isMetaProperty(node)) return { thing: "importMeta", via: "direct" };
    if (ts.isPropertyAccessExpression(node))
      return member(this.valueOf(node.expression), node.name.text) ?? workerMember(node);
    if (ts.isElementAccessExpression(node))
      return member(this.valueOf(node.expression), literalText(node.argumentExpression));
    if (ts.isCallExpression(node)) return requiredThing(node) ?? madeThing(this.valueOf(node.expression));
    if (ts.isAwaitExpression(node))
      return ts.isCallExpression(node.expression)
        ? (importedThing(node.expression) ?? madeThing(this.valueOf(node.expression.expression)))
        : undefined;
    return undefined;
  }

  /** The value a variable gets: here one of several choices counts too. */
  private assignedValue(node: ts.Expression): Value | undefined {
    const inner = inside(node);
    if (ts.isObjectLiteralExpression(inner) && (this.started.has(inner) || this.spreadIn(inner) !== undefined))
      return { thing: "copy", via: "alias" };
    if (ts.isConditionalExpression(inner))
      return this.assignedValue(inner.whenTrue) ?? this.assignedValue(inner.whenFalse);
    if (ts.isBinaryExpression(inner)) {
      const operator = inner.operatorToken.kind;
      if (operator === ts.SyntaxKind.QuestionQuestionToken || operator === ts.SyntaxKind.BarBarToken)
        return this.assignedValue(inner.left) ?? this.assignedValue(inner.right);
      if (operator === ts.SyntaxKind.AmpersandAmpersandToken) return this.assignedValue(inner.right);
    }
    return this.valueOf(inner);
  }

  private valueOfIdentifier(node: ts.Identifier): Value | undefined {
    const symbol = this.resolve(node);
    if (symbol === undefined)
      return Object.hasOwn(things, node.text) ? { thing: things[node.text]!, via: "direct" } : undefined;
    const value = this.valueOfSymbol(symbol);
    if (value === undefined) return undefined;
    return { thing: value.thing, via: things[node.text] === value.thing ? "direct" : "alias" };
  }

  /** The declaration that an identifier means; none for what is only described (`declare const process`). */
  readonly resolve = (node: ts.Identifier): ts.Symbol | undefined => {
    const resolver = this.checker as unknown as {
      resolveName: (
        name: string,
        location: ts.Node,
        meaning: ts.SymbolFlags,
        excludeGlobals: boolean,
      ) => ts.Symbol | undefined;
    };
    const symbol = resolver.resolveName(node.text, node, ts.SymbolFlags.Value | ts.SymbolFlags.Alias, false);
    const declarations = symbol?.declarations ?? [];
    const isReal = declarations.some((declaration) => !ts.isExpression(declaration) && !isAmbient(declaration));
    return isReal ? symbol : undefined;
  };

  private valueOfSymbol(symbol: ts.Symbol): Value | undefined {
    if (this.valuesOfSymbols.has(symbol)) return this.valuesOfSymbols.get(symbol);
    this.valuesOfSymbols.set(symbol, undefined);
    const declared = symbol.declarations?.[0];
    const assigned = (this.assignments.get(symbol) ?? []).map((expression) => this.assignedValue(expression));
    const initial = declared === undefined ? undefined : this.valueOfDeclaration(declared);
    const all = initial === "none" ? assigned : [initial, ...assigned];
    const [first] = all;
    const value = first !== undefined && all.every((each) => each?.thing === first.thing) ? first : undefined;
    this.valuesOfSymbols.set(symbol, value);
    return value;
  }

  private valueOfDeclaration(node: ts.Declaration): Value | "none" | undefined {
    const handed = ts.isParameter(node) ? workerParameter(node) : undefined;
    if (handed !== undefined) return handed;
    if (ts.isVariableDeclaration(node) || ts.isParameter(node))
      return node.initializer === undefined ? "none" : this.assignedValue(node.initializer);
    if (ts.isBindingElement(node)) return this.valueOfElement(node);
    if (ts.isImportClause(node)) return ofModule(node.parent.moduleSpecifier);
    if (ts.isNamespaceImport(node)) return ofModule(node.parent.parent.moduleSpecifier);
    if (ts.isImportSpecifier(node))
      return member(ofModule(node.parent.parent.parent.moduleSpecifier), (node.propertyName ?? node.name).text);
    if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference))
      return ofModule(node.moduleReference.expression);
    return undefined;
  }

  private valueOfElement(node: ts.BindingElement): Value | undefined {
    const taken = ts.isObjectBindingPattern(node.parent)
      ? member(this.valueOfPattern(node.parent), keyText(node.propertyName ?? node.name) ?? "")
      : undefined;
    return taken ?? (node.initializer === undefined ? undefined : this.assignedValue(node.initializer));
  }

  private valueOfPattern(pattern: ts.ObjectBindingPattern): Value | undefined {
    const { parent } = pattern;
    if (!ts.isBindingElement(parent))
      return parent.initializer === undefined ? undefined : this.assignedValue(parent.initializer);
    return this.valueOfElement(parent);
  }

  private collectAssignments(node: ts.Node): void {
    if (ts.isBinaryExpression(node) && ts.isIdentifier(node.left) && assigning.has(node.operatorToken.kind)) {
      const symbol = this.resolve(node.left);
      if (symbol !== undefined) this.assignments.set(symbol, [...(this.assignments.get(symbol) ?? []), node.right]);
    }
    ts.forEachChild(node, (child) => {
      this.collectAssignments(child);
    });
  }
}

const assigning = new Set([
  ts.SyntaxKind.EqualsToken,
  ts.SyntaxKind.QuestionQuestionEqualsToken,
  ts.SyntaxKind.BarBarEqualsToken,
  ts.SyntaxKind.AmpersandAmpersandEqualsToken,
]);

const denoMethods: Readonly<Record<string, Reference["kind"]>> = {
  get: "read",
  has: "exists",
  set: "write",
  delete: "delete",
};
const builtIns: Readonly<Record<string, Reference["kind"]>> = {
  "Object.hasOwn": "exists",
  "Object.prototype.hasOwnProperty.call": "exists",
  "Reflect.has": "exists",
  "Reflect.get": "read",
  "Reflect.set": "write",
  "Reflect.deleteProperty": "delete",
};

function hasDefault(property: ts.PropertyAssignment | ts.ShorthandPropertyAssignment): boolean {
  if (ts.isShorthandPropertyAssignment(property)) return property.objectAssignmentInitializer !== undefined;
  const { initializer } = property;
  return ts.isBinaryExpression(initializer) && initializer.operatorToken.kind === ts.SyntaxKind.EqualsToken;
}

function literalText(node: ts.Expression): string {
  return ts.isStringLiteralLike(node) ? node.text : "";
}

function keyText(node: ts.Node): string | undefined {
  if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node) || ts.isStringLiteralLike(node)) return node.text;
  return ts.isComputedPropertyName(node) && ts.isStringLiteralLike(node.expression) ? node.expression.text : undefined;
}

function isAmbient(node: ts.Node): boolean {
  for (let at = node; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isInterfaceDeclaration(at) || ts.isTypeAliasDeclaration(at)) return true;
    const isDeclared =
      ts.canHaveModifiers(at) && ts.getModifiers(at)?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword);
    if (isDeclared === true) return true;
  }
  return false;
}

function scriptKind(fileName: string): ts.ScriptKind {
  if (/\.(?:ts|mts|cts)$/.test(fileName)) return ts.ScriptKind.TS;
  return fileName.endsWith(".tsx") ? ts.ScriptKind.TSX : ts.ScriptKind.JSX;
}

/** A checker that knows this one file and nothing else. */
function checkerFor(source: ts.SourceFile): ts.TypeChecker {
  const options: ts.CompilerOptions = {
    noLib: true,
    noResolve: true,
    allowJs: true,
    jsx: ts.JsxEmit.Preserve,
    types: [],
  };
  const host: ts.CompilerHost = {
    getSourceFile: (name) => (name === source.fileName ? source : undefined),
    getDefaultLibFileName: () => "lib.d.ts",
    writeFile: () => undefined,
    getCurrentDirectory: () => "/",
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    fileExists: (name) => name === source.fileName,
    readFile: () => undefined,
  };
  return ts.createProgram([source.fileName], options, host).getTypeChecker();
}

/** What a loop goes through whose variable holds its keys. */
function goneThrough(declared: ts.Declaration): ts.Expression | undefined {
  const isElement = ts.isBindingElement(declared) && declared.parent.elements[0] === declared;
  const variable: ts.Node = isElement ? declared.parent.parent : declared;
  if (ts.isParameter(variable)) {
    const call = variable.parent.parent;
    const isFirst = variable.parent.parameters[0] === variable;
    if (!isFirst || !ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return undefined;
    return call.expression.name.text === "forEach" ? listed(call.expression.expression) : undefined;
  }
  const loop = variable.parent.parent;
  if (ts.isForInStatement(loop)) return loop.expression;
  return ts.isForOfStatement(loop) ? listed(loop.expression) : undefined;
}

/** `object` of `Object.keys(object)` and `Object.entries(object)` */
function listed(node: ts.Expression): ts.Expression | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  return /^Object\.(?:keys|entries)$/.test(node.expression.getText()) ? node.arguments[0] : undefined;
}
